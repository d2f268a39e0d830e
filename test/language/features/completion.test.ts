import assert from 'node:assert/strict';
import { createDocument } from '../../../src/language/document.ts';
import { completionsAt } from '../../../src/language/features/completion.ts';
import { cursorIn } from '../cursor.ts';

const CONTEXT = `
class shirt "shirt" { attribute.colour: "red" }
class dress "dress" { attribute.cut: "long" }
group clothes = shirt, dress
template photo { "a \${class}" }
model painter = "starter/diffusion"
data holdout from "x"
let words = "a photo of"
recipe other { prompt: photo }
`;

function labels(marked: string): string[] {
  const { text, offset } = cursorIn(marked);
  return completionsAt(createDocument('a.vlprompt', text), offset).items.map((item) => item.label);
}

/** What is offered, with the start of the list first; `-` before a word means that it is not offered. */
const cases: readonly (readonly [marked: string, offered: string])[] = [
  ['<|>', 'model class group template let data recipe evaluate -curate -steps'],
  ['rec<|>', 'recipe'],
  [`${CONTEXT}<|>`, 'model class'],
  [
    `${CONTEXT}recipe r {\n  <|>\n}`,
    'model classes prompt negative images seed steps scheduler guidance size -strength -expect',
  ],
  [`${CONTEXT}recipe r {\n  steps: 20\n  <|>\n}`, 'prompt -steps'],
  [`${CONTEXT}recipe r { <|>`, 'prompt'],
  [`${CONTEXT}recipe r {\n  gui<|>\n}`, 'guidance'],
  [`${CONTEXT}recipe r { prompt: <|> }`, 'photo words -shirt'],
  [`${CONTEXT}recipe r { classes: <|> }`, 'all shirt dress clothes -photo'],
  [`${CONTEXT}recipe r { classes: shirt, <|> }`, 'all shirt dress clothes'],
  [`${CONTEXT}recipe r { scheduler: <|> }`, 'ddim euler -photo'],
  [`${CONTEXT}recipe r { scheduler: [ddim, e<|>] }`, 'ddim euler'],
  [`${CONTEXT}recipe r { model: p<|> }`, 'painter -photo'],
  [`${CONTEXT}recipe r { steps: <|> }`, 'words -photo'],
  [`${CONTEXT}recipe r { steps: 20 <|> }`, '-photo -model'],
  [`${CONTEXT}evaluate e {\n  <|>\n}`, 'model method prompt classes on expect check -using'],
  [`${CONTEXT}evaluate e { on: <|> }`, 'holdout other -photo'],
  [`${CONTEXT}evaluate e { expect <|> }`, 'accuracy fidelity recall confusion -coverage'],
  [`${CONTEXT}evaluate e { expect rec<|> }`, 'recall'],
  [`${CONTEXT}evaluate e { expect recall(<|>) }`, 'shirt dress -photo'],
  [`${CONTEXT}evaluate e { check confusion(shirt -> <|>) }`, 'shirt dress'],
  [`${CONTEXT}evaluate e { expect accuracy <|> }`, '>= <='],
  [`${CONTEXT}evaluate e { expect accuracy >= 80% <|> }`, 'on lower bound'.replaceAll(' ', '_')],
  [`${CONTEXT}class c "x" { <|> }`, 'also negative description -group'],
  [`${CONTEXT}data d from "x" { role: <|> }`, 'holdout shots pool'],
  [`${CONTEXT}group g = <|>`, 'shirt dress clothes -photo'],
  [`${CONTEXT}template t { "a \${<|>}" }`, 'class class.attribute.colour class.attribute.cut words -photo'],
  [`${CONTEXT}template t { "a \${class.attribute.c<|>}" }`, 'class.attribute.colour class.attribute.cut'],
  [`${CONTEXT}recipe r { negative: "\${<|>" }`, 'class words'],
  [`${CONTEXT}template t { "a <|> photo" }`, '-class -words'],
  ['model m = "<|>"', 'starter/diffusion starter/clip'],
  [`${CONTEXT}// <|>`, '-class'],
  [`${CONTEXT}/* <|> */`, '-class'],
  [`${CONTEXT}class <|>`, '-class -shirt'],
];

describe('completion', () => {
  for (const [marked, offered] of cases) {
    it(marked.replace(CONTEXT, '… '), () => {
      const found = labels(marked);
      for (const word of offered.split(' ').map((each) => each.replaceAll('_', ' '))) {
        assert.equal(found.includes(word.replace(/^-/, '')), !word.startsWith('-'), `${word} in ${found.join(' ')}`);
      }
    });
  }

  it('replaces the word that the cursor is in', () => {
    const { text, offset } = cursorIn(`${CONTEXT}template t { "\${class.attr<|>}" }`);
    const { at } = completionsAt(createDocument('a.vlprompt', text), offset);
    assert.equal(text.slice(at.start, at.end), 'class.attr');
  });
});
