import assert from 'node:assert/strict';
import { countImagesOfClasses } from '../../../src/extension/boards/class-counts.ts';
import { recipeState, withLookup } from '../../../src/extension/boards/recipe-state.ts';
import { declarationsIn } from '../../../src/extension/lenses/declarations.ts';
import { declaredLenses, type FileFacts } from '../../../src/extension/lenses/declared-lenses.ts';
import { type CuratePlan, PLAN_VERSION, type Plan } from '../../../src/language/plan/plan.ts';
import { drawnRecipe, evaluation, recipe, span } from '../sample-plans.ts';
import { titles } from './titles.ts';

const preview = recipe('preview', { rows: ['cat', 'dog'], columns: [1], images: 2 });
const text = 'class cat "cat"\nclass dog "dog"\nrecipe preview {\n}\nevaluate zeroshot {\n}\n';
const plan: Plan = {
  version: PLAN_VERSION,
  file: 'a.vlprompt',
  classes: ['cat', 'dog'].map((name) => ({ name, captions: [name], attributes: {}, span: span(0) })),
  data: [],
  recipes: [preview],
  evaluations: [evaluation('zeroshot')],
};

function facts(changes: Partial<FileFacts> = {}): FileFacts {
  return {
    plan,
    isTrusted: true,
    isInGit: false,
    recipe: (name) => (name === 'preview' ? recipeState(preview) : undefined),
    evaluation: () => undefined,
    standing: () => undefined,
    compared: () => undefined,
    tested: () => undefined,
    images: countImagesOfClasses([recipeState(preview)]),
    decisions: new Map(),
    decided: () => new Set(),
    decisionsOf: () => undefined,
    inSet: () => undefined,
    nearest: () => undefined,
    hadLenses: () => true,
    ...changes,
  };
}

/** One line a declaration. */
function lensLines(known: FileFacts): readonly string[] {
  return declarationsIn(text).map((declaration) => titles(declaredLenses(declaration, known)).join(' | '));
}

describe('the lenses of a file', () => {
  it('stand above classes, recipes and evaluations', () => {
    assert.deepEqual(lensLines(facts()), [
      '▷ Draw 2',
      '▷ Draw 2',
      '▷ Draw 4 images | ▦ Grid | ≡ 2 prompts',
      '≡ 0 prompts',
    ]);
  });

  it('stay with every other declaration when one has errors', () => {
    const broken = { ...plan, recipes: [] };
    assert.deepEqual(lensLines(facts({ plan: broken })), ['▷ Draw 2', '▷ Draw 2', '⚠ Has errors', '≡ 0 prompts']);
  });

  it('keep their line above a class with errors, so that no text jumps', () => {
    const broken = { ...plan, classes: plan.classes.slice(1) };
    assert.deepEqual(lensLines(facts({ plan: broken })).slice(0, 2), ['⚠ Has errors', '▷ Draw 2']);
    assert.deepEqual(lensLines(facts({ plan: broken, hadLenses: () => false })).slice(0, 2), ['', '▷ Draw 2']);
  });

  it('stand above curations, of what their recipes draw, each image once', () => {
    const known = withLookup(recipeState(preview), drawnRecipe(preview, ['0.0.0', '1.0.1']));
    const { judging: _, ...rest } = { ...evaluation('z'), judging: undefined };
    const from = [1, 2].map(() => ({ kind: 'recipe', recipe: preview }) as const);
    const curation = { ...rest, name: 'train', from, rules: [], seed: 0 } as unknown as CuratePlan;
    const curated = { ...plan, curations: [curation] };
    const declaration = { kind: 'curate', name: 'train', line: 9 } as const;
    const lenses = (changes: Partial<FileFacts>) =>
      titles(declaredLenses(declaration, facts({ plan: curated, recipe: () => known, ...changes })));
    assert.deepEqual(lenses({}), ['▷ Review 2 pending', '⇩ Export']);
    assert.deepEqual(lenses({ decided: () => new Set(['0.0.0']), inSet: () => 2 }), [
      '▷ Review 1 pending',
      '⇩ Export 2',
    ]);
    assert.deepEqual(lenses({ plan }), ['⚠ Has errors']);
    assert.deepEqual(lenses({ isTrusted: false }), ['Trust this workspace to draw']);
  });

  it('run nothing in a workspace that is not trusted', () => {
    const lenses = declarationsIn(text).flatMap((one) => declaredLenses(one, facts({ isTrusted: false })));
    assert.deepEqual([...new Set(lenses.map(({ action }) => action))], ['manageTrust', 'showPrompts']);
  });

  it('each have the switch of their kind, but for those that say what is wrong', () => {
    const kinds = declarationsIn(text).flatMap((one) => declaredLenses(one, facts()).map(({ kind }) => kind));
    assert.deepEqual([...new Set(kinds)], ['drawClass', 'draw', 'grid', 'prompts']);
    const broken = declaredLenses({ kind: 'recipe', name: 'gone', line: 0 }, facts());
    assert.deepEqual(
      broken.map(({ kind }) => kind),
      [undefined],
    );
  });
});
