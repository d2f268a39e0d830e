import assert from 'node:assert/strict';
import { createDocument } from '../../../src/language/document.ts';
import { completionsAt } from '../../../src/language/features/completion/completions-at.ts';
import type { Disk } from '../../../src/language/features/completion/paths.ts';
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

/** A list that is an axis of whatever reads it. */
const STYLES = 'let style = ["oil", "ink"]\n';

const noDisk: Disk = { list: async () => [], modelFolders: async () => [] };

function complete(marked: string) {
  const { text, offset } = cursorIn(marked);
  const document = createDocument('a.vlprompt', text);
  return completionsAt(document, offset, [document], noDisk);
}

/** What is offered, with the start of the list first; `-` before a word means that it is not offered. */
const cases: readonly (readonly [marked: string, offered: string])[] = [
  ['<|>', 'model class group template let data recipe evaluate curate import wildcard -steps'],
  ['rec<|>', 'recipe'],
  [`${CONTEXT}<|>`, 'model class'],
  [
    `${CONTEXT}recipe r {\n  <|>\n}`,
    'model classes prompt negative images seed noise steps scheduler guidance rescale size init strength mask extends skip_where zip -expect',
  ],
  [`${CONTEXT}recipe r {\n  steps: 20\n  <|>\n}`, 'prompt -steps'],
  [`${CONTEXT}recipe r { <|>`, 'prompt'],
  [`${CONTEXT}recipe r {\n  gui<|>\n}`, 'guidance'],
  [`${CONTEXT}recipe r { prompt: <|> }`, 'photo words -shirt'],
  [`${CONTEXT}recipe r { classes: <|> }`, 'all shirt dress clothes -photo'],
  [`${CONTEXT}recipe r { classes: shirt, <|> }`, 'all shirt dress clothes'],
  [`${CONTEXT}recipe r { scheduler: <|> }`, 'auto ddim euler -photo'],
  [`${CONTEXT}recipe r { noise: <|> }`, 'cpu philox -photo'],
  [`${CONTEXT}recipe r { init: <|> }`, 'holdout other -photo'],
  [`${CONTEXT}recipe r { mask: <|> }`, 'holdout other -photo'],
  ['model m = "./m" {\n  <|>\n}', 'precision provider adapter'],
  ['model m = "./m" { provider: <|> }', 'auto cpu webgpu cuda dml coreml'],
  [`${CONTEXT}recipe r { scheduler: [ddim, e<|>] }`, 'ddim euler'],
  [`${CONTEXT}recipe r { model: p<|> }`, 'painter -photo'],
  [`${CONTEXT}recipe r { steps: <|> }`, 'words -photo'],
  [`${CONTEXT}recipe r { steps: 20 <|> }`, '-photo -model'],
  [`${CONTEXT}evaluate e {\n  <|>\n}`, 'model method prompt classes on expect check using'],
  [`${CONTEXT}evaluate e { on: <|> }`, 'holdout other -photo'],
  [`${CONTEXT}evaluate e { expect <|> }`, 'accuracy fidelity recall confusion coverage'],
  [`${CONTEXT}evaluate e { expect rec<|> }`, 'recall'],
  [`${CONTEXT}evaluate e { expect recall(<|>) }`, 'shirt dress -photo'],
  [`${CONTEXT}evaluate e { check confusion(shirt -> <|>) }`, 'shirt dress'],
  [`${CONTEXT}evaluate e { expect accuracy <|> }`, '>= <='],
  [`${CONTEXT}evaluate e { expect accuracy >= 80% <|> }`, 'on lower bound'.replaceAll(' ', '_')],
  [`${CONTEXT}class c "x" { <|> }`, 'also negative description group'],
  [`${CONTEXT}data d from "x" { role: <|> }`, 'holdout shots pool'],
  [`${CONTEXT}group g = <|>`, 'shirt dress clothes -photo'],
  [`${CONTEXT}template t { "a \${<|>}" }`, 'class class.attribute.colour class.attribute.cut words -photo'],
  [`${CONTEXT}template t { "a \${class.attribute.c<|>}" }`, 'class.attribute.colour class.attribute.cut'],
  [`${CONTEXT}recipe r { negative: "\${<|>" }`, 'class words'],
  [`${CONTEXT}template t { "a <|> photo" }`, '-class -words'],
  ['model m = "<|>"', 'starter/diffusion starter/clip'],
  [`${CONTEXT}recipe r { skip <|> }`, 'where'],
  [`${CONTEXT}recipe r { skip where <|> }`, 'guidance steps class not -score'],
  [`${CONTEXT}recipe r { skip where guidance <|> }`, '>= = in -~'],
  [`${CONTEXT}recipe r { skip where guidance > 3 <|> }`, 'and or'],
  [`${CONTEXT}recipe r { skip where guidance > 3 and <|> }`, 'steps'],
  [`${CONTEXT}recipe r { skip where (class = <|> }`, 'shirt clothes'],
  [`${CONTEXT}recipe r { skip where scheduler in [<|>] }`, 'ddim euler'],
  [`${CONTEXT}recipe r { skip where class <|> }`, '= ~ in'],
  [`${STYLES}recipe r { prompt: "\${style}" skip where st<|> }`, 'style steps'],
  [`${STYLES}recipe r { prompt: "\${style}" skip where style <|> }`, '~ = in ->='],
  [`${STYLES}recipe r { prompt: "\${style}" zip(<|>) }`, 'style guidance'],
  [`${STYLES}recipe r { prompt: "x" zip(<|>) }`, 'guidance -style'],
  [`${CONTEXT}recipe r { zip(<|>) }`, 'guidance steps -images'],
  [`${CONTEXT}recipe r { zip(guidance, <|> }`, 'steps'],
  [`${CONTEXT}recipe r { extends: <|> }`, 'other -photo'],
  [`${CONTEXT}recipe r { emphasis: <|> }`, 'a1111 comfy none'],
  [`${CONTEXT}recipe r { expand: <|> }`, 'random all'],
  [`${CONTEXT}curate c { keep where <|> }`, 'score margin decision'],
  [`${CONTEXT}curate c { keep where decision = <|> }`, 'kept rejected'],
  [`${CONTEXT}curate c { balance: <|> }`, '40_per_class'],
  [`${CONTEXT}curate c { balance: 40 <|> }`, 'per_class'],
  [`${CONTEXT}curate c { policy: <|> }`, 'any-reject majority 2_of_3 adjudicator'],
  [`${CONTEXT}curate c { blind: <|> }`, 'true false'],
  [`${CONTEXT}curate c { split: <|> }`, 'train val test'],
  [`${CONTEXT}curate c { export: <|> }`, 'imagefolder webdataset'],
  [`${CONTEXT}learn l { method: <|> }`, 'probe gcpl'],
  [`${CONTEXT}learn l { shots: holdout <|> }`, '16_per_class'],
  [`${CONTEXT}learn l { flip: <|> }`, 'true false'],
  [`${CONTEXT}evaluate e { expect margin(<|>) }`, 'p10 p50 -shirt'],
  [`${CONTEXT}evaluate e { expect cmmd(<|>) }`, 'holdout -shirt'],
  [`${CONTEXT}benchmark b from "x" { format: <|> }`, 'winoground pairs'],
  [`${CONTEXT}data d <|>`, 'from'],
  [`${CONTEXT}let z = <|>`, 'words -shirt'],
  ['import <|>', '"…"'],
  [`${CONTEXT}wildcard colour { "red" "3::blue" }\nlet z = "a __<|>"`, 'colour'],
  [`${CONTEXT}wildcard colour { "red" "3::blue" }\nlet z = "a __colour<|>"`, 'colour __colour_→_red __colour_→_blue'],
  [`${CONTEXT}wildcard colour { "red" }\nlet z = "a __colour__ b<|>"`, '-colour'],
  [`${CONTEXT}wildcard colour { "red" }\nlet z = "a __colour__ and __co<|>"`, 'colour'],
  [`${CONTEXT}recipe r { prompt: "at \${<|>}" }`, 'guidance steps'],
  [`${CONTEXT}// <|>`, '-class'],
  [`${CONTEXT}/* <|> */`, '-class'],
  [`${CONTEXT}class <|>`, '-class -shirt'],
];

describe('completion', () => {
  for (const [marked, offered] of cases) {
    it(marked.replace(CONTEXT, '… '), async () => {
      const found = (await complete(marked)).items.map((item) => item.label);
      for (const word of offered.split(' ').map((each) => each.replace(/(?<!_)_(?!_)/g, ' '))) {
        assert.equal(found.includes(word.replace(/^-/, '')), !word.startsWith('-'), `${word} in ${found.join(' ')}`);
      }
    });
  }

  it('replaces the word that the cursor is in', async () => {
    const marked = `${CONTEXT}template t { "\${class.attr<|>}" }`;
    const { at } = await complete(marked);
    assert.equal(cursorIn(marked).text.slice(at.start, at.end), 'class.attr');
  });
});
