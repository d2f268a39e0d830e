/** @file `init` and `mask` of recipes: settings that need them, chains of recipes, images that are not there. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import { documentOf, type PromptDocument } from '../document.ts';
import type { Class, Recipe, Setting } from '../generated/ast.ts';
import { chainOf, LONGEST_CHAIN, recipeNamed, recipesBegunWith } from '../plan/beginnings.ts';
import { cellSettings } from '../plan/cell-settings.ts';
import { columnsOf, countColumns } from '../plan/columns.ts';
import { drawnRows } from '../plan/drawn-rows.ts';
import { defaultModels } from '../plan/model-spec.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import { effectiveSetting } from '../settings/inherited.ts';
import { settingValues } from '../settings/values.ts';
import { settingOf } from '../tree/declarations.ts';
import { placeOf, placeOfProperty } from '../tree/places.ts';
import { leaks } from './leaks.ts';

export function checkBeginnings(document: PromptDocument): Problem[] {
  return document.tree.declarations.flatMap((declaration) =>
    declaration.keyword === 'recipe'
      ? [
          ...checkNeeds(document, declaration),
          ...checkSources(document, declaration),
          ...checkSteps(document, declaration),
          ...checkLeaks(document, declaration),
        ]
      : [],
  );
}

function checkNeeds(document: PromptDocument, recipe: Recipe): Problem[] {
  if (effectiveSetting(document, recipe, 'init')) return [];
  const settings = ['strength', 'mask'].flatMap((key) => settingOf(recipe, key) ?? []);
  return settings.map((setting) => problem('needs-init', placeOfProperty(setting, 'key'), setting.key));
}

/** What is drawn from held-out images is not to be judged beside them, nor learned from. */
function checkLeaks(document: PromptDocument, recipe: Recipe): Problem[] {
  const own = settingOf(recipe, 'init');
  const names = own ? settingValues(document, recipe, 'init', 'image').filter((value) => value.$type === 'Name') : [];
  return leaks(document, names, 'drawn from', 'pool');
}

/** Columns in which nothing would be drawn over the image to begin with. */
function checkSteps(document: PromptDocument, recipe: Recipe): Problem[] {
  const setting = settingOf(recipe, 'strength') ?? settingOf(recipe, 'steps') ?? settingOf(recipe, 'init');
  if (setting === undefined || !effectiveSetting(document, recipe, 'init')) return [];
  if (countColumns(document, recipe) > MOST_COLUMNS) return [];
  const settingsOf = cellSettings(document, recipe, defaultModels.draws);
  const drawn = columnsOf(document, recipe).map((column) => settingsOf(column).settings);
  const empty = drawn.find(({ steps, strength = 1 }) => Math.floor(steps * strength) === 0);
  if (empty === undefined) return [];
  return [problem('no-steps-left', placeOf(setting), String(empty.strength), String(empty.steps))];
}

/** That are looked at. */
const MOST_COLUMNS = 1000;

function checkSources(document: PromptDocument, recipe: Recipe): Problem[] {
  const lacking = recipesBegunWith(document, recipe).flatMap((source) => {
    const classes = lackingRows(document, recipe, source);
    const at = placeOf(namingSetting(document, recipe, source) ?? recipe);
    return classes.length > 0 ? [problem('init-without-image', at, source.name ?? '', classes.join(', '))] : [];
  });
  if (lacking.length > 0 || !isTooLong(document, recipe)) return lacking;
  const at = placeOf(settingOf(recipe, 'init') ?? settingOf(recipe, 'mask') ?? recipe);
  return [
    problem('out-of-range', at, 'init', `a recipe with at most ${LONGEST_CHAIN - 1} others behind it`, 'this one'),
  ];
}

/** Its own; what it takes over stands elsewhere. */
function namingSetting(document: PromptDocument, recipe: Recipe, source: Recipe): Setting | undefined {
  const key = (['init', 'mask'] as const).find((each) => recipeNamed(document, recipe, each) === source);
  return key && (settingOf(recipe, key) ?? settingOf(recipe, 'extends'));
}

/** A small circle has no end either, and is told of by its own check. */
function isTooLong(document: PromptDocument, recipe: Recipe): boolean {
  const { sources, isCut } = chainOf(document, recipe);
  return isCut && sources.length > LONGEST_CHAIN;
}

/** Rows of which the other recipe draws nothing, in words. */
function lackingRows(document: PromptDocument, recipe: Recipe, source: Recipe): readonly string[] {
  const home = documentOf(document, source);
  const drawn = drawnRows(home, source);
  const names = new Set(drawn.map(nameOf));
  if (names.has(undefined)) return [];
  return rowClasses(document, recipe).flatMap((row) => {
    if (row === undefined) return names.size === 0 ? ['any class'] : [];
    return names.has(nameOf(row)) ? [] : [`\`${nameOf(row)}\``];
  });
}

function nameOf(row: Class | undefined): string | undefined {
  return row?.name;
}
