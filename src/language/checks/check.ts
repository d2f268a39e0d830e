/** @file All checks of a document, and the plan of what passed them. */
import type { Problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { TokenCounter } from '../host.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { checkCaptions } from './captions.ts';
import { checkCircles } from './circles.ts';
import { checkEvaluations } from './evaluations.ts';
import { checkFolders } from './folders.ts';
import { checkInterpolations } from './interpolations.ts';
import { checkModels } from './models.ts';
import { checkNames } from './names.ts';
import { checkPrompts } from './prompts.ts';
import { checkSettings } from './settings.ts';
import { checkSizes } from './sizes.ts';
import { checkStructure } from './structure.ts';
import { checkTokens } from './tokens.ts';

const families: readonly ((document: PromptDocument) => readonly Problem[])[] = [
  (document) => document.syntax,
  checkStructure,
  checkNames,
  checkSettings,
  checkPrompts,
  checkCircles,
  checkModels,
  checkCaptions,
  checkInterpolations,
  checkEvaluations,
  checkSizes,
];

/** What can be known from the text alone, in its order. */
export function checkText(document: PromptDocument): Problem[] {
  return inOrder(families.flatMap((check) => check(document)));
}

/** What must be looked up beside the text. */
export interface Surroundings {
  /** Whether the folder at a path relative to the workspace is there. */
  readonly folderExists: (path: string) => Promise<boolean>;
  readonly countTokens?: TokenCounter | undefined;
}

export interface Checked {
  readonly problems: readonly Problem[];
  readonly plan: Plan;
}

export async function checkAll(document: PromptDocument, surroundings: Surroundings): Promise<Checked> {
  const found = [...checkText(document), ...(await checkFolders(document, surroundings.folderExists))];
  const plan = buildPlan(document, found);
  const tooLong = surroundings.countTokens ? await checkTokens(document, plan, surroundings.countTokens) : [];
  const problems = inOrder([...found, ...tooLong]);
  return { problems, plan: tooLong.length > 0 ? buildPlan(document, problems) : plan };
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
}
