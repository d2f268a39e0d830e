/** @file All checks of a document, and the plan of what passed them. */
import type { Problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { TokenCounter } from '../host.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { checkCaptions } from './captions.ts';
import { checkCircles } from './circles.ts';
import { checkEvaluations } from './evaluations.ts';
import { checkFileSize } from './file-size.ts';
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
  checkFileSize,
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
  const problems = await findProblems(document, surroundings);
  return { problems, plan: buildPlan(document, problems) };
}

/** In the order of the text. Makes a plan only where tokens are counted, which is done on finished prompts. */
export async function findProblems(document: PromptDocument, surroundings: Surroundings): Promise<Problem[]> {
  const found = [...checkText(document), ...(await checkFolders(document, surroundings.folderExists))];
  const { countTokens } = surroundings;
  const tooLong = countTokens ? await checkTokens(document, buildPlan(document, found), countTokens) : [];
  return inOrder([...found, ...tooLong]);
}

function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
}
