/** @file All checks of a document, and the plan of what passed them. */
import { inOrder, type Problem, problem } from '../diagnostics/problem.ts';
import { documentsOf, type PromptDocument } from '../document.ts';
import type { Host, TokenCounter } from '../host.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { fileReferences } from '../program/file-references.ts';
import { soundProgram } from '../program/sound.ts';
import { wildcardFilesOf } from '../scope/wildcards.ts';
import { placeOf } from '../tree/places.ts';
import { checkAttention } from './attention.ts';
import { checkAxes } from './axes.ts';
import { checkBeginnings } from './beginnings.ts';
import { checkBrackets } from './brackets.ts';
import { checkCaptions } from './captions.ts';
import { checkCircles } from './circles.ts';
import { checkCuration } from './curation.ts';
import { checkDownloads } from './downloads.ts';
import { checkEvaluations } from './evaluations.ts';
import { checkFileSize } from './file-size.ts';
import { checkFileNames, checkFiles } from './files.ts';
import { checkFolders } from './folders.ts';
import { checkImports } from './imports.ts';
import { checkInterpolations } from './interpolations.ts';
import { checkModels } from './models.ts';
import { checkNames } from './names.ts';
import { checkPrompts } from './prompts.ts';
import { checkSettings } from './settings.ts';
import { checkSizes } from './sizes.ts';
import { checkStructure } from './structure.ts';
import { checkTokens } from './tokens.ts';
import { checkUnused, type UsedElsewhere } from './unused.ts';
import { checkWeights } from './weights.ts';
import { checkWildcardLines } from './wildcard-lines.ts';
import { checkWildcards, checkWildcardValues } from './wildcards.ts';

const families: readonly ((document: PromptDocument) => readonly Problem[])[] = [
  (document) => document.syntax,
  checkStructure,
  checkImports,
  checkNames,
  checkSettings,
  checkPrompts,
  checkWildcards,
  checkWildcardLines,
  checkCircles,
  checkModels,
  checkCaptions,
  checkInterpolations,
  checkAttention,
  checkBrackets,
  checkEvaluations,
  checkAxes,
  checkBeginnings,
  checkFileNames,
  checkCuration,
  checkWeights,
  checkSizes,
  checkFileSize,
];

const known = new WeakMap<PromptDocument, readonly Problem[]>();

/** What stands in the file itself; of an imported file all that matters to those who import it. */
function ownProblems(document: PromptDocument): readonly Problem[] {
  const before = known.get(document);
  if (before) return before;
  const found = families.flatMap((check) => check(document)).map((each) => athome(document, each));
  known.set(document, found);
  return found;
}

/** What can be known from the texts alone, in the order of this one. */
export function checkText(document: PromptDocument, isUsedElsewhere?: UsedElsewhere): Problem[] {
  return inOrder([...ownProblems(document), ...brokenFiles(document), ...checkUnused(document, isUsedElsewhere)]);
}

/** A problem in a text that comes from another file is shown where that file comes in. */
function athome(document: PromptDocument, found: Problem): Problem {
  const { file } = found.at;
  if (file === undefined || file === document.file) return found;
  const { code, severity } = found;
  const name = file.slice(file.lastIndexOf('/') + 1);
  return { code, severity, message: `In “${name}”: ${found.message}`, at: comesInAt(document, file) };
}

function comesInAt(document: PromptDocument, file: string): Problem['at'] {
  const imported = document.imports.find((each) => documentsOf(each.document).has(file))?.declaration;
  const path = (
    imported ?? fileReferences(document.tree, document.file).find((each) => each.file === file)?.declaration
  )?.path;
  return path ? placeOf(path) : { start: 0, end: 0 };
}

/** One warning for each file that has errors of its own; a circle of imports breaks no declaration. */
function brokenFiles(document: PromptDocument): Problem[] {
  const imported = document.imports.map((each) => ({ ...each, problems: ownProblems(each.document) }));
  const wildcards = wildcardFilesOf(document).map(({ declaration, file }) => ({
    declaration,
    document: file,
    problems: [...file.problems, ...checkWildcardValues(file, document)],
  }));
  return [...imported, ...wildcards].flatMap(({ declaration, document: { file }, problems }) => {
    const errors = problems.filter(({ severity, code }) => severity === 'error' && code !== 'circular-import').length;
    if (errors === 0 || declaration.path === undefined || file === document.file) return [];
    const count = errors === 1 ? 'an error' : `${errors} errors`;
    return [problem('broken-import', placeOf(declaration.path), file.slice(file.lastIndexOf('/') + 1), count)];
  });
}

/** What must be looked up beside the text. */
export interface Surroundings {
  /** Whether the folder at a path relative to the workspace is there. */
  readonly folderExists: (path: string) => Promise<boolean>;
  /** The same of a file; left out where the disk is not known. */
  readonly fileExists?: (path: string) => Promise<boolean>;
  /** Whether a model of the hub is on this machine; left out where that is not known. */
  readonly isDownloaded?: Host['isDownloaded'];
  readonly countTokens?: TokenCounter | undefined;
  /** Left out where other files are not known. */
  readonly isUsedElsewhere?: UsedElsewhere | undefined;
}

export interface Checked {
  readonly problems: readonly Problem[];
  readonly plan: Plan;
}

export async function checkAll(document: PromptDocument, surroundings: Surroundings): Promise<Checked> {
  const found = await findProblems(document, surroundings);
  const { countTokens } = surroundings;
  const problems = countTokens ? inOrder([...found, ...(await checkTokens(document, found, countTokens))]) : found;
  return { problems, plan: planOf(document, problems) };
}

/** All but the counting of tokens, which takes longer. In the order of the text. */
export async function findProblems(document: PromptDocument, surroundings: Surroundings): Promise<Problem[]> {
  const { folderExists, fileExists, isDownloaded, isUsedElsewhere } = surroundings;
  const ofDisk = await Promise.all([
    checkFolders(document, folderExists),
    checkFiles(document, fileExists),
    checkDownloads(document, isDownloaded),
  ]);
  return inOrder([...checkText(document, isUsedElsewhere), ...ofDisk.flat()]);
}

/** The plan of what the texts alone have nothing against; whether folders are there is not looked at. */
export function planText(document: PromptDocument): Plan {
  return planOf(document, ownProblems(document));
}

/** The program that such a plan is made of. */
export function soundText(document: PromptDocument): PromptDocument {
  return soundProgram(document, ownProblems);
}

/** @param problems of the document itself; those of the files that it imports are known. */
function planOf(document: PromptDocument, problems: readonly Problem[]): Plan {
  return buildPlan(document, (each) => (each === document ? problems : ownProblems(each)));
}
