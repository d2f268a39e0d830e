/** @file `vlprompt curate measure`: what can be said of a set as a whole. */
import type { FoldPolicy } from '../../../../protocol/decisions.ts';
import type { RecipeChoices } from '../../../../protocol/language.ts';
import { variablesOf } from '../../../../protocol/measure-question.ts';
import type { MeasureQuestion } from '../../../../protocol/set-measures.ts';
import { shownPath } from '../../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../../exit-code.ts';
import { documentText } from '../../../json/document.ts';
import { measuresBody } from '../../../json/measures-body.ts';
import type { PromptFile } from '../../../prompt-file.ts';
import type { Shell } from '../../../shell.ts';
import { measureLines } from '../../../terminal/measure-lines.ts';
import { withProgress } from '../../../with-progress.ts';
import { type CurationOptions, type CurationSession, withCuration } from '../curation-session.ts';
import { setProgress } from '../set-progress.ts';
import { realData } from './real-data.ts';

export interface MeasureOptions extends CurationOptions {
  readonly policy?: FoldPolicy;
  readonly against?: string;
  /** All drawn images, whatever becomes of them. */
  readonly drawn?: boolean;
}

export async function measure(
  file: string,
  name: string | undefined,
  options: MeasureOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal, workingDirectory } = shell;
  const exitCode = exitCodes.passed;
  await withCuration(file, name, options, shell, async ({ calls, question, promptFile }) => {
    const asked = measureQuestion(question, promptFile, options);
    const measures = await withProgress(shell, setProgress(question.curation.name), (work) =>
      calls.measureSet(asked, work),
    );
    if (options.json) {
      return terminal.out(documentText('vlprompt.measures', { exitCode, ...measuresBody(measures, promptFile) }));
    }
    const showPath = (each: string) => shownPath(each, workingDirectory);
    for (const line of measureLines(measures, { style: terminal.style, showPath })) terminal.out(line);
  });
  return exitCode;
}

/** @throws UsageError for real images that the file does not declare */
export function measureQuestion(
  question: CurationSession['question'],
  promptFile: Pick<PromptFile, 'plan' | 'name' | 'choicesOf'>,
  { against: wanted, policy, drawn = false }: Pick<MeasureOptions, 'against' | 'policy' | 'drawn'>,
): MeasureQuestion {
  const against = realData(promptFile, wanted);
  const choices = choicesIn(question, promptFile);
  const variables = variablesOf(question.curation, promptFile.plan.classes, (name) => choices.get(name));
  return {
    ...question,
    ...variables,
    of: drawn ? 'drawn' : 'set',
    ...(against && { against }),
    ...(policy && { policy }),
  };
}

function choicesIn(
  { curation }: CurationSession['question'],
  { choicesOf }: Pick<PromptFile, 'choicesOf'>,
): ReadonlyMap<string, RecipeChoices> {
  const found = curation.from.flatMap((source) => {
    const choices = source.kind === 'recipe' ? choicesOf(source.recipe) : undefined;
    return source.kind === 'recipe' && choices ? [[source.recipe.name, choices] as const] : [];
  });
  return new Map(found);
}
