/** @file `vlprompt demo`: what `npm run demo` shows to someone who has just come by. */
import path from 'node:path';
import { guess } from '../../language/diagnostics/guess.ts';
import { elapsed } from '../../protocol/texts/times.ts';
import { verdictOf } from '../../reports/verdict.ts';
import { withEngine } from '../engine-session.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { product } from '../product.ts';
import { openPromptFile } from '../prompt-file.ts';
import { drawRecipes } from '../recipe-run.ts';
import { saveReport } from '../report/save-report.ts';
import type { Shell } from '../shell.ts';
import { runSummary } from '../terminal/run-summary.ts';
import { UsageError } from '../usage-error.ts';
import { verdictExitCodes } from '../verdict.ts';
import { evaluateAll, printEvaluations } from './evaluate.ts';
import { exitCodeOf } from './run.ts';

const examples = ['fashion', 'inspection'];

export async function demo(example: string, shell: Shell): Promise<ExitCode> {
  if (!examples.includes(example)) throw new UsageError(`There is no example ${example}; ${hint(example)}`);
  const { terminal } = shell;
  const started = shell.now();
  const workspace = path.join(product.examples, example);
  const promptFile = await openPromptFile(path.join(workspace, `${example}.vlprompt`), { workspace }, shell);
  const { recipes, evaluations } = promptFile.plan;
  return withEngine(workspace, {}, shell, async (session) => {
    heading(`Drawing the recipes of ${promptFile.name}`, shell);
    const drawn = await drawRecipes(recipes, session, shell);
    for (const line of runSummary(drawn, terminal.style)) terminal.out(line);
    heading('Judging real and drawn images by words alone', shell);
    const evaluated = await evaluateAll(evaluations, session, shell);
    printEvaluations(evaluated, shell);
    heading(`Done in ${elapsed(shell.now() - started)}`, shell);
    await saveReport(
      path.join(session.store, 'report.html'),
      {
        source: promptFile.file,
        folders: [workspace, session.store],
        fileName: promptFile.name,
        engine: session.info,
        drawn,
        evaluated,
      },
      shell,
    );
    for (const line of whatNext(promptFile.name)) terminal.note(line);
    const ofDrawing = exitCodeOf(drawn);
    return ofDrawing === exitCodes.passed ? verdictExitCodes[verdictOf(evaluated)] : ofDrawing;
  });
}

function hint(example: string): string {
  const guessed = guess(example, examples);
  return guessed === undefined ? `there are ${examples.join(' and ')}.` : `did you mean ${guessed}?`;
}

function heading(text: string, { terminal }: Shell): void {
  terminal.out('');
  terminal.out(terminal.style.bold(text));
  terminal.out('');
}

function whatNext(name: string): readonly string[] {
  return [
    `Change a word in ${name} and run it again: only the images that it affects are drawn.`,
    'npm start opens the same file in an editor, with the grid and the matrix beside it.',
  ];
}
