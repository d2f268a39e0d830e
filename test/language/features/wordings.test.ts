import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkText } from '../../../src/language/checks/check.ts';
import { createDocument } from '../../../src/language/document.ts';
import { otherWordings, promptsFor } from '../../../src/language/features/wordings.ts';
import { applyChanges } from '../../../src/language/format/text-change.ts';
import type { Class, Evaluate } from '../../../src/language/generated/ast.ts';
import { buildPlan } from '../../../src/language/plan/build-plan.ts';

const rest = `class tshirt "t-shirt"
template photo { "a photo of a \${class}" "a drawing of a \${class}" }
data holdout from "d"
evaluate e { on: holdout prompt: photo }
`;

/** Every wording of the class `shirt`, with what a judge reads when it is asked, and when the text is changed. */
function wordings(text: string) {
  const document = createDocument('a.vlprompt', text);
  const { declarations } = document.tree;
  const shirt = declarations.find((each): each is Class => each.keyword === 'class' && each.name === 'shirt')!;
  const evaluate = declarations.find((each): each is Evaluate => each.keyword === 'evaluate')!;
  return otherWordings(document, shirt).map(({ captions, changes }) => {
    const changed = applyChanges(text, changes);
    const plan = buildPlan(createDocument('a.vlprompt', changed), checkText);
    const judged = plan.evaluations[0]?.classes.find(({ name }) => name === 'shirt');
    const texts = (prompts: readonly { readonly text: string }[] = []) => prompts.map((prompt) => prompt.text).sort();
    return {
      captions,
      changed,
      asked: texts(promptsFor(document, evaluate, shirt, captions)),
      planned: texts(judged?.prompts),
    };
  });
}

describe('other words for a class', () => {
  it('are each of its captions alone, and all but one of them', () => {
    const found = wordings(`class shirt "shirt" {\n  also: "blouse", "chemise"\n}\n${rest}`);
    assert.deepEqual(
      found.map(({ captions }) => captions),
      [['shirt'], ['blouse'], ['chemise'], ['blouse', 'chemise'], ['shirt', 'chemise'], ['shirt', 'blouse']],
    );
    assert.equal(found[1]?.changed, `class shirt "blouse" {\n}\n${rest}`);
    assert.equal(found[5]?.changed, `class shirt "shirt" {\n  also: "blouse"\n}\n${rest}`);
  });

  it('are the variants of a caption, and the values of a wildcard of its name', () => {
    const wildcard = 'wildcard shirt_words { "top with sleeves" "polo {shirt|neck}" }\n';
    assert.deepEqual(
      wordings(`class shirt "{formal|plain} shirt"\n${wildcard}${rest}`).map(({ captions }) => captions),
      [['formal shirt'], ['plain shirt'], ['top with sleeves'], ['polo shirt'], ['polo neck']],
    );
  });

  it('are none for a class of one phrase', () => {
    assert.deepEqual(wordings(`class shirt "shirt"\n${rest}`), []);
  });

  it('are read by the judge, once they are written, as they were when they were tried', function () {
    this.timeout(60_000);
    const piece = fc.constantFrom('a', 'red ', '{x|y}', '{2$$p|q|r}', 'é', '"', '$', '_', ' ', '[b]');
    const phrase = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => JSON.stringify(pieces.join('')));
    fc.assert(
      fc.property(
        phrase,
        fc.array(phrase, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (caption, also, isOneLine) => {
          const [open, close] = isOneLine ? [' { ', ' }'] : [' {\n  ', '\n}'];
          const text = `class shirt ${caption}${open}also: ${also.join(', ')}${close}\n${rest}`;
          fc.pre(buildPlan(createDocument('a.vlprompt', text), checkText).evaluations[0]?.classes.length === 2);
          for (const { asked, planned, changed } of wordings(text)) assert.deepEqual(planned, asked, changed);
        },
      ),
      { numRuns: 40 },
    );
  });
});
