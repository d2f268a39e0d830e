/** @file What each tool of an assistant does in the editor. */
import { Uri, workspace } from 'vscode';
import type { RecipePlan } from '../../language/plan/plan.ts';
import { checkAnswer, drawAnswer, drawnFiles, evaluateAnswer, planAnswer } from '../../protocol/agents/answers.ts';
import { comparedSides, requireFew, rowOf, theOne } from '../../protocol/agents/requests.ts';
import { type AgentArguments, type AgentToolName, usualImageLimit } from '../../protocol/agents/tools.ts';
import type { Caller } from '../../protocol/connection/calls.ts';
import type { DrawnRecipe, EngineCalls } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { judgedRecipes } from '../../protocol/judged-recipes.ts';
import { comparisonMarkdown } from '../../reports/comparison-markdown.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import type { Plans } from '../language/plans.ts';
import { problemsOf } from './problems.ts';
import { promptFileIn } from './tool-file.ts';

export interface ToolAnswer {
  readonly text: string;
  /** Absolute paths of pictures to look at, what says most first. */
  readonly pictures?: readonly string[];
}

export interface ToolParts {
  readonly plans: Plans;
  /** @throws Failure `workspace-untrusted` */
  readonly engineOf: EngineHost['engineOf'];
  /** The boards look at the store again, so that lenses, grid and matrix show what was done. */
  readonly refresh: (uri: string) => void;
}

type Tool<Name extends AgentToolName> = (
  args: AgentArguments[Name],
  parts: ToolParts,
  signal: AbortSignal,
) => Promise<ToolAnswer>;

export const tools: { readonly [Name in AgentToolName]: Tool<Name> } = {
  check: async ({ file }, { plans }) => {
    const uri = uriOf(file);
    const { errors } = await plans.ofFile(uri.toString());
    return { text: checkAnswer(file, await problemsOf(uri, errors)) };
  },

  plan: async ({ file }, { plans, engineOf }) => {
    const uri = uriOf(file).toString();
    const { plan } = await plans.ofFile(uri);
    const lookups = await lookupsOf(plan.recipes, () => engineOf(uri, 'question'));
    return { text: planAnswer(plan, lookups) };
  },

  draw: async ({ file, recipe: name, class: className, max_images: limit = usualImageLimit }, parts, signal) => {
    const uri = uriOf(file).toString();
    const { plan } = await parts.plans.ofFile(uri);
    const whole = theOne(plan.recipes, name, file);
    const recipe = className === undefined ? whole : rowOf(whole, className);
    const engine = await parts.engineOf(uri, 'run');
    requireFew(await engine.lookup({ recipe }), limit);
    const drawn = await engine.draw({ recipe }, { signal });
    parts.refresh(uri);
    return { text: drawAnswer(recipe, drawn), pictures: drawnFiles(recipe, drawn).map((each) => each.file) };
  },

  evaluate: async ({ file, evaluation: name, max_images: limit = usualImageLimit }, parts, signal) => {
    const uri = uriOf(file).toString();
    const { plan } = await parts.plans.ofFile(uri);
    const evaluation = theOne(plan.evaluations, name, file);
    const engine = await parts.engineOf(uri, 'run');
    for (const recipe of judgedRecipes([evaluation])) requireFew(await engine.lookup({ recipe }), limit);
    const report = await engine.evaluate({ evaluation }, { signal });
    parts.refresh(uri);
    return { text: evaluateAnswer(report) };
  },

  compare: async ({ file, name, to = 'HEAD' }, { plans, engineOf }, signal) => {
    const uri = uriOf(file).toString();
    const engine = await engineOf(uri, 'run');
    const [{ plan: now }, { plan: then }] = [await plans.ofFile(uri), await plans.at(uri, to)];
    const sides = comparedSides(now, then, { file, name, to });
    const comparison = await engine.compare({ ...sides, effort: 'judge' }, { signal });
    return { text: comparisonMarkdown(comparison) };
  },
};

function uriOf(named: string): Uri {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  return Uri.file(
    promptFileIn(
      folders.map(({ uri }) => uri.fsPath),
      named,
    ),
  );
}

/** By recipe. What cannot be looked up, such as a recipe whose model is missing, is planned all the same. */
async function lookupsOf(
  recipes: readonly RecipePlan[],
  engineOf: () => Promise<Pick<Caller<EngineCalls>, 'lookup'>>,
): Promise<ReadonlyMap<string, DrawnRecipe>> {
  const found = new Map<string, DrawnRecipe>();
  for (const recipe of recipes) {
    try {
      found.set(recipe.name, await (await engineOf()).lookup({ recipe }));
    } catch (error) {
      if (!Failure.is(error)) throw error;
    }
  }
  return found;
}
