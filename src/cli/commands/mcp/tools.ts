/** @file What each tool of an assistant does. */
import { planAt } from '../../../language/git/plan-at.ts';
import type { RecipePlan } from '../../../language/plan/plan.ts';
import { checkAnswer, drawAnswer, drawnFiles, evaluateAnswer, planAnswer } from '../../../protocol/agents/answers.ts';
import { comparedSides, requireFew, rowOf, theOne } from '../../../protocol/agents/requests.ts';
import { type AgentArguments, type AgentToolName, usualImageLimit } from '../../../protocol/agents/tools.ts';
import type { DrawnRecipe } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { judgedRecipes } from '../../../protocol/judged-recipes.ts';
import { comparisonMarkdown } from '../../../reports/comparison-markdown.ts';
import { shownPath } from '../../diagnostics.ts';
import { type EngineChoices, type EngineSession, withEngine } from '../../engine-session.ts';
import { notePromptFile, openPromptFile, type PromptFile } from '../../prompt-file.ts';
import { openPromptText } from '../../read-prompt-file.ts';
import type { Shell } from '../../shell.ts';
import { promptFileOf } from './tool-file.ts';
import { type ToolPicture, toolPictures } from './tool-pictures.ts';

export interface ToolAnswer {
  readonly text: string;
  readonly pictures?: readonly ToolPicture[];
}

/** What a tool has of the server. */
export interface ToolParts {
  readonly shell: Shell;
  /** Absolute path. */
  readonly workspace: string;
  readonly choices: EngineChoices;
  /** @param total 0 while that is not known */
  readonly report: (done: number, total: number, message: string) => void;
}

type Tools = { readonly [N in AgentToolName]: (args: AgentArguments[N], parts: ToolParts) => Promise<ToolAnswer> };

export const tools: Tools = {
  check: async ({ file: named }, { workspace }) => {
    const file = await promptFileOf(named, workspace);
    const name = shownPath(file, workspace);
    const { diagnostics } = await openPromptText(file, name, workspace);
    const told = diagnostics.filter(({ severity }) => severity !== 'hint');
    const problems = told.map(({ span, severity, code, message }) => {
      return { line: span.start.line + 1, column: span.start.character + 1, severity, code, message };
    });
    return { text: checkAnswer(name, problems) };
  },

  plan: async ({ file: named }, parts) => {
    const { shell, workspace, choices } = parts;
    const { plan } = await notePromptFile(await promptFileOf(named, workspace), { workspace }, shell);
    const lookups = await withEngine(workspace, choices, shell, ({ calls }) =>
      Promise.all(plan.recipes.map(async (recipe) => [recipe.name, await lookupOf(recipe, calls)] as const)),
    );
    const found = lookups.flatMap(([name, drawn]) => (drawn === undefined ? [] : [[name, drawn] as const]));
    return { text: planAnswer(plan, new Map(found)) };
  },

  draw: async ({ file: named, recipe: name, class: className, max_images: limit = usualImageLimit }, parts) => {
    const { plan, name: fileName } = await openedFile(named, parts);
    const whole = theOne(plan.recipes, name, fileName);
    const recipe = className === undefined ? whole : rowOf(whole, className);
    return withEngine(parts.workspace, parts.choices, parts.shell, async ({ calls }) => {
      requireFew(await calls.lookup({ recipe }), limit);
      const { signal } = parts.shell;
      const drawn = await calls.draw(
        { recipe },
        { signal, onProgress: ({ done, total }) => parts.report(done, total, `Drawing ${recipe.name}`) },
      );
      const files = drawnFiles(recipe, drawn).map(({ file }) => file);
      return { text: drawAnswer(recipe, drawn), pictures: await toolPictures(files) };
    });
  },

  evaluate: async ({ file: named, evaluation: name, max_images: limit = usualImageLimit }, parts) => {
    const { plan, name: fileName } = await openedFile(named, parts);
    const evaluation = theOne(plan.evaluations, name, fileName);
    return withEngine(parts.workspace, parts.choices, parts.shell, async ({ calls }) => {
      for (const recipe of judgedRecipes([evaluation])) requireFew(await calls.lookup({ recipe }), limit);
      const { signal } = parts.shell;
      const report = await calls.evaluate(
        { evaluation },
        { signal, onProgress: ({ done, total, stage }) => parts.report(done, total, `${evaluation.name}: ${stage}`) },
      );
      return { text: evaluateAnswer(report) };
    });
  },

  compare: async ({ file: named, name, to = 'HEAD' }, parts) => {
    const { shell, workspace, choices } = parts;
    const { file, plan, name: fileName } = await openedFile(named, parts);
    const { plan: then } = await planAt(file, workspace, to, shell.signal);
    const sides = comparedSides(plan, then, { file: fileName, name, to });
    return withEngine(workspace, choices, shell, async ({ calls }) => {
      const comparison = await calls.compare({ ...sides, effort: 'judge' }, { signal: shell.signal });
      return { text: comparisonMarkdown(comparison) };
    });
  },
};

async function openedFile(named: string, { workspace, shell }: ToolParts): Promise<PromptFile> {
  return openPromptFile(await promptFileOf(named, workspace), { workspace }, shell);
}

/** What cannot be looked up, such as a recipe whose model is missing, is planned all the same. */
async function lookupOf(recipe: RecipePlan, calls: EngineSession['calls']): Promise<DrawnRecipe | undefined> {
  try {
    return await calls.lookup({ recipe });
  } catch (error) {
    if (Failure.is(error)) return undefined;
    throw error;
  }
}
