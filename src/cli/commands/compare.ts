/** @file `vlprompt compare`: what changed in words, in pictures, and what became better or worse. */
import type { CompareSide, Comparison } from '../../protocol/comparison.ts';
import type { EvaluateProgress } from '../../protocol/evaluation.ts';
import { comparisonMarkdown } from '../../reports/comparison-markdown.ts';
import { namedSide, type SideOf, type Subject, subjectsOf, WORKING_TREE } from '../comparison-sides.ts';
import { type EngineChoices, type EngineSession, withEngine } from '../engine-session.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { comparisonDocument } from '../json/comparison-document.ts';
import { notePromptFile } from '../prompt-file.ts';
import type { Shell } from '../shell.ts';
import { comparisonSummary } from '../terminal/comparison-summary.ts';
import { createProgressLine } from '../terminal/progress-line.ts';
import { judgingProgress } from './evaluate.ts';
import { leftOut } from './plan.ts';

export interface CompareOptions extends EngineChoices {
  readonly workspace?: string;
  readonly to: string;
  readonly from: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly draw?: boolean;
}

/** What was found differs from what was before, which is no failure: it ends with 0. */
export async function compare(
  file: string,
  name: string | undefined,
  options: CompareOptions,
  shell: Shell,
): Promise<ExitCode> {
  const promptFile = await notePromptFile(file, options, shell);
  if (promptFile.errors > 0) shell.terminal.note(leftOut(promptFile));
  return withEngine(promptFile.workspace, options, shell, async (session) => {
    const runs = options.to === WORKING_TREE ? [] : await session.calls.listRuns({});
    const before = await namedSide(options.to, promptFile, runs, shell);
    const after = await namedSide(options.from, promptFile, runs, shell);
    const subjects = subjectsOf(name, [before, after], promptFile);
    const found = await compareAll(subjects, [before.sideOf, after.sideOf], options, session, shell);
    if (options.json) shell.terminal.out(comparisonDocument(promptFile, session.info, found, exitCodes.passed));
    else if (options.markdown) shell.terminal.write(found.map(comparisonMarkdown).join('\n'));
    else print(found, shell);
    return exitCodes.passed;
  });
}

async function compareAll(
  subjects: readonly Subject[],
  [beforeOf, afterOf]: readonly [SideOf, SideOf],
  { to, from, draw }: CompareOptions,
  { calls }: EngineSession,
  shell: Shell,
): Promise<readonly Comparison[]> {
  const found: Comparison[] = [];
  const progressLine = createProgressLine(shell.terminal, shell.now);
  try {
    for (const subject of subjects) {
      const [before, after] = [beforeOf(subject), afterOf(subject)];
      if (!before || !after) {
        progressLine.clear();
        shell.terminal.note(oneSided(subject, before, before ? from : to));
        continue;
      }
      const onProgress = (progress: EvaluateProgress) => progressLine.show(judgingProgress(subject.name, progress));
      const request = { before, after, effort: draw ? 'draw' : 'judge' } as const;
      found.push(await calls.compare(request, { signal: shell.signal, onProgress }));
    }
  } finally {
    progressLine.clear();
  }
  return found;
}

function oneSided({ kind, name }: Subject, before: CompareSide | undefined, missing: string): string {
  if (missing === 'baseline') return `The ${kind} ${name} has no baseline: pin one with \`vlprompt runs\`.`;
  return `The ${kind} ${name} ${before ? 'went' : 'is new'}: not in ${missing}.`;
}

function print(found: readonly Comparison[], { terminal }: Shell): void {
  for (const [index, comparison] of found.entries()) {
    if (index > 0) terminal.out('');
    for (const line of comparisonSummary(comparison, terminal.style)) terminal.out(line);
  }
}
