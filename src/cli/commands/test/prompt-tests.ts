/** @file What `vlprompt test` could run: evaluations that state something, and files that cannot be read whole. */
import path from 'node:path';
import type { EvaluationPlan, StatementPlan } from '../../../language/plan/plan.ts';
import type { Diagnostic } from '../../../language/service.ts';
import { Failure } from '../../../protocol/failure.ts';
import { countOf, shownPath } from '../../diagnostics.ts';
import { trustedModelFolders } from '../../engine-session.ts';
import { chosenWorkspace, type OpenOptions } from '../../prompt-file.ts';
import { openPromptText } from '../../read-prompt-file.ts';
import type { Shell } from '../../shell.ts';
import type { TestFilter } from './test-filter.ts';

/** An evaluation of a file with those of its statements that are selected; there is at least one. */
export interface PromptTest {
  /** Absolute path. */
  readonly file: string;
  /** As shown to people, with `/`. */
  readonly name: string;
  /** Absolute path. */
  readonly workspace: string;
  readonly evaluation: EvaluationPlan;
  readonly statements: readonly StatementPlan[];
}

/** A file with errors: what it would test is not known, so it fails. */
export interface BrokenFile {
  readonly file: string;
  /** As shown to people, with `/`. */
  readonly name: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PromptTests {
  readonly tests: readonly PromptTest[];
  readonly broken: readonly BrokenFile[];
}

/** In the order of the files, then of the text. @param files absolute paths */
export async function promptTests(
  files: readonly string[],
  filter: TestFilter,
  options: OpenOptions,
  shell: Shell,
): Promise<PromptTests> {
  const tests: PromptTest[] = [];
  const broken: BrokenFile[] = [];
  for (const file of files) {
    const opened = await openFile(file, options, shell);
    if ('evaluations' in opened) tests.push(...testsIn(opened, filter));
    else if (filter.mayConcern(opened.name)) broken.push(opened);
  }
  return { tests, broken };
}

interface SoundFile {
  readonly file: string;
  readonly name: string;
  readonly workspace: string;
  readonly evaluations: readonly EvaluationPlan[];
}

async function openFile(file: string, options: OpenOptions, shell: Shell): Promise<SoundFile | BrokenFile> {
  const { workingDirectory } = shell;
  const name = shownPath(file, workingDirectory).split(path.sep).join('/');
  const workspace = chosenWorkspace(file, options.workspace, workingDirectory);
  try {
    const opened = await openPromptText(file, name, workspace, trustedModelFolders(options, workingDirectory));
    const { text, diagnostics, plan } = opened;
    if (countOf(diagnostics, 'error') > 0) return { file, name, text, diagnostics };
    return { file, name, workspace, evaluations: plan.evaluations };
  } catch (error) {
    if (Failure.is(error, 'file-unreadable')) return unreadable(file, name, error.message);
    throw error;
  }
}

function unreadable(file: string, name: string, message: string): BrokenFile {
  const start = { line: 0, character: 0 };
  const span = { file: name, start, end: start };
  return { file, name, text: '', diagnostics: [{ code: 'file-unreadable', severity: 'error', message, span }] };
}

function testsIn({ evaluations, ...place }: SoundFile, filter: TestFilter): readonly PromptTest[] {
  return evaluations
    .map((evaluation) => {
      const isSelected = ({ text }: StatementPlan) =>
        filter.selects({ file: place.name, evaluation: evaluation.name, statement: text });
      return { ...place, evaluation, statements: evaluation.statements.filter(isSelected) };
    })
    .filter(({ statements }) => statements.length > 0);
}
