/** @file `vlprompt curate accept`, `reject`, `undecide`, `flag` and `unflag` */
import type { DecisionAct } from '../../../protocol/decisions.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { attributesHint } from './attributes.ts';
import { type CurationOptions, withCuration } from './curation-session.ts';
import { reviewerName } from './reviewer-name.ts';

export interface DecideOptions extends CurationOptions {
  readonly why?: readonly string[];
  readonly note?: string;
  readonly reviewer?: string;
  readonly dryRun?: boolean;
}

export async function decide(
  act: DecisionAct,
  file: string,
  name: string | undefined,
  options: DecideOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal, signal } = shell;
  const { why, note, dryRun: isTrial = false } = options;
  const exitCode = exitCodes.passed;
  await withCuration(file, name, options, shell, async ({ calls, question, promptFile: { workspace } }) => {
    const reviewer = await reviewerName(workspace, options.reviewer);
    const change = { op: act, ...(why && { why }), ...(note !== undefined && { note }) };
    const { images, changed } = await calls.curate({ ...question, reviewer, change, isTrial }, { signal });
    const body = { exitCode, curation: question.curation.name, reviewer, act, images, changed, written: !isTrial };
    if (options.json) return terminal.out(documentText('vlprompt.decide', body));
    terminal.out(`${changedWords(changed, isTrial)}, of ${counted(images, 'image')} for which it holds.`);
    if (isTrial || changed === 0) return;
    terminal.note(`${sentences[act]} by ${reviewer}; \`vlprompt curate undo\` takes it back.`);
    const hint = await attributesHint(workspace);
    if (hint !== undefined) terminal.note(hint);
  });
  return exitCode;
}

function changedWords(changed: number, isTrial: boolean): string {
  return isTrial ? `${changed} would change` : `${changed} changed`;
}

const sentences: { readonly [A in DecisionAct]: string } = {
  accept: 'Kept',
  reject: 'Rejected',
  undecide: 'Put back',
  flag: 'Marked',
  unflag: 'Unmarked',
};
