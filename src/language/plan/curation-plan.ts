/** @file `curate` → whose images are sorted, by which rules, and what becomes of them. */
import { compileCondition } from '../conditions/compile.ts';
import { imageFields } from '../conditions/fields.ts';
import { type PromptDocument, spanOf } from '../document.ts';
import { onOneLine } from '../format/spacing.ts';
import type { Curate, Filter } from '../generated/ast.ts';
import { settingValues } from '../settings/values.ts';
import { membersOf } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';
import { planData } from './data-plan.ts';
import { judgedClass, judgedClasses, judgedLines } from './judged-prompts.ts';
import { planModel } from './models.ts';
import type { CuratePlan, CurationAbout, ExportPlan, FilterPlan, JudgingPlan, RecipePlan, SplitPlan } from './plan.ts';
import { plannedSources } from './planned-sources.ts';
import { writtenPath } from './written-path.ts';

/** Undefined when its model or a source is not declared well; of a curation without errors it never is. */
export function planCuration(
  document: PromptDocument,
  curate: Curate,
  recipes: readonly RecipePlan[],
): CuratePlan | undefined {
  const judging = planJudge(document, curate);
  const sources = plannedSources(document, curate, 'from', recipes);
  if (judging === undefined || sources.length === 0) return undefined;
  const [seed = 0] = settingValues(document, curate, 'seed', 'whole');
  const filters = membersOf(curate).filter((member) => member.$type === 'Filter');
  return {
    name: curate.name ?? '',
    from: sources.map((source) =>
      source.kind === 'recipe' ? { ...source, recipe: { ...source.recipe, judging } } : source,
    ),
    judging,
    rules: filters.flatMap((filter) => planFilter(document, filter)),
    ...outcomeOf(document, curate),
    ...heldOut(document),
    seed,
    span: spanOf(document, placeOf(curate)),
  };
}

/** In the order of names in the file; what is imported first. */
function heldOut(document: PromptDocument): Pick<CuratePlan, 'holdouts'> {
  const data = [...document.names.values()].flatMap((named) =>
    named.keyword === 'data' ? planData(document, named) : [],
  );
  const holdouts = data.filter(({ role }) => role === 'holdout');
  return holdouts.length === 0 ? {} : { holdouts };
}

function planJudge(document: PromptDocument, curate: Curate): JudgingPlan | undefined {
  const model = planModel(document, curate);
  const lines = judgedLines(document, curate);
  return model && { model, classes: judgedClasses(document, curate).map((each) => judgedClass(document, each, lines)) };
}

function planFilter(document: PromptDocument, filter: Filter): FilterPlan[] {
  const condition = compileCondition(document, filter.condition, imageFields);
  if (filter.kind === 'skip' || condition === undefined) return [];
  const at = placeOf(filter);
  const text = onOneLine(document.text.slice(at.start, at.end));
  return [{ kind: filter.kind, condition, text, span: spanOf(document, at) }];
}

type Outcome = Pick<
  CuratePlan,
  'dedupe' | 'balance' | 'split' | 'reviewers' | 'policy' | 'reasons' | 'isBlind' | 'exports' | 'about'
>;

function outcomeOf(document: PromptDocument, curate: Curate): Outcome {
  const [dedupe] = settingValues(document, curate, 'dedupe', 'number');
  const [balance] = settingValues(document, curate, 'balance', 'per-class');
  // The rules' own tables of options hold nothing else.
  const split = settingValues(document, curate, 'split', 'share') as readonly SplitPlan[];
  const reviewers = [...new Set(settingValues(document, curate, 'reviewers', 'words'))];
  const [policy] = settingValues(document, curate, 'policy', 'policy');
  const reasons = [...new Set(settingValues(document, curate, 'reasons', 'words'))];
  const [isBlind] = settingValues(document, curate, 'blind', 'truth');
  const exports = settingValues(document, curate, 'export', 'export').flatMap(({ format, path }): ExportPlan[] => {
    const written = writtenPath(document, path);
    return written === undefined ? [] : [{ format: format as ExportPlan['format'], path: written }];
  });
  return {
    ...(dedupe !== undefined && { dedupe }),
    ...(balance !== undefined && { balance }),
    ...(split.length > 0 && { split }),
    ...(reviewers.length > 0 && { reviewers }),
    ...(policy !== undefined && { policy }),
    ...(reasons.length > 0 && { reasons }),
    ...(isBlind && { isBlind }),
    ...(exports.length > 0 && { exports }),
    ...aboutOf(document, curate),
  };
}

const aboutSettings: { readonly [K in keyof CurationAbout]-?: 'text' | 'formed' } = {
  licence: 'text',
  description: 'text',
  creator: 'text',
  version: 'formed',
  published: 'formed',
  url: 'text',
  biases: 'text',
  limitations: 'text',
  uses: 'text',
  privacy: 'text',
  maintenance: 'text',
};

function aboutOf(document: PromptDocument, curate: Curate): Pick<CuratePlan, 'about'> {
  const said = Object.entries(aboutSettings).flatMap(([key, kind]) =>
    settingValues(document, curate, key, kind).map((words) => [key, words] as const),
  );
  return said.length === 0 ? {} : { about: Object.fromEntries(said) };
}
