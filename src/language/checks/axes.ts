/** @file `extends`, `zip` and `skip where` of recipes. */
import { checkCondition } from '../conditions/check.ts';
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Recipe, Zip } from '../generated/ast.ts';
import { axesOf } from '../plan/axes.ts';
import { drawnRows } from '../plan/drawn-rows.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import { fieldsOf } from '../plan/skips.ts';
import { baseOf, LONGEST_LINEAGE, lineageOf } from '../settings/inherited.ts';
import { alternatives } from '../settings/setting-rule.ts';
import { membersOf, settingOf } from '../tree/declarations.ts';
import { placeOf, placeOfProperty } from '../tree/places.ts';

export function checkAxes(document: PromptDocument): Problem[] {
  return document.tree.declarations.flatMap((declaration) => {
    if (declaration.keyword !== 'recipe') return [];
    return [
      ...checkExtends(document, declaration),
      ...checkZips(document, declaration),
      ...checkSkips(document, declaration),
    ];
  });
}

/** A recipe that comes back to itself, or goes back too far to be read. */
function checkExtends(document: PromptDocument, recipe: Recipe): Problem[] {
  const lineage = lineageOf(document, recipe);
  const base = baseOf(document, lineage.at(-1) ?? recipe);
  if (base !== recipe) return base && lineage.length === LONGEST_LINEAGE ? [tooLong(recipe)] : [];
  const way = [...lineage, recipe].map((each) => each.name ?? '').join(' → ');
  return [problem('circular', placeOf(settingOf(recipe, 'extends') ?? recipe), recipe.name ?? '', way)];
}

function tooLong(recipe: Recipe): Problem {
  const needed = `a recipe with fewer than ${LONGEST_LINEAGE} others behind it`;
  const at = placeOf(settingOf(recipe, 'extends') ?? recipe);
  return problem('out-of-range', at, 'extends', needed, 'this one');
}

function checkZips(document: PromptDocument, recipe: Recipe): Problem[] {
  const seen = new Set<string>();
  return membersOf(recipe).flatMap((member) =>
    member.$type === 'Zip'
      ? [...checkNames(document, recipe, member, seen), ...checkLengths(document, recipe, member)]
      : [],
  );
}

/** @param seen names that were zipped before. */
function checkNames(document: PromptDocument, recipe: Recipe, zip: Zip, seen: Set<string>): Problem[] {
  const axes = axesOf(document, recipe).map((axis) => axis.name);
  if (zip.axes.length < 2)
    return [problem('missing-part', placeOf(zip), '`zip`', 'two axes or more', 'zip(guidance, steps)')];
  return zip.axes.flatMap((name, index) => {
    const at = placeOfProperty(zip, 'axes', index);
    if (!axes.includes(name)) return [notAnAxis(name, axes, at)];
    if (seen.has(name)) return [problem('zip-repeated', at, name)];
    seen.add(name);
    return [];
  });
}

function notAnAxis(name: string, axes: readonly string[], at: Problem['at']): Problem {
  const guessed = guess(name, axes);
  const known = alternatives(axes.map((axis) => `\`${axis}\``));
  const found = problem('not-an-axis', at, name, guessClause(guessed), known);
  return withFix(found, guessed === undefined ? undefined : { title: `Change to \`${guessed}\``, at, text: guessed });
}

function checkLengths(document: PromptDocument, recipe: Recipe, zip: Zip): Problem[] {
  const axes = axesOf(document, recipe).filter((axis) => zip.axes.includes(axis.name));
  if (new Set(axes.map((axis) => axis.choices.length)).size < 2) return [];
  const lengths = axes.map((axis) => `${axis.choices.length} (${axis.name})`);
  return [problem('zip-length', placeOf(zip), `${lengths.slice(0, -1).join(', ')} and ${lengths.at(-1)}`)];
}

function checkSkips(document: PromptDocument, recipe: Recipe): Problem[] {
  const filters = membersOf(recipe)
    .filter((member) => member.$type === 'Filter')
    .filter(({ kind }) => kind === 'skip');
  if (filters.length === 0) return [];
  const fields = fieldsOf(document, recipe);
  const problems = filters.flatMap((filter) => checkCondition(document, filter, fields));
  const isEmpty =
    problems.length === 0 && rowClasses(document, recipe).length > 0 && drawnRows(document, recipe).length === 0;
  return isEmpty ? filters.map((filter) => problem('all-skipped', placeOf(filter))) : problems;
}
