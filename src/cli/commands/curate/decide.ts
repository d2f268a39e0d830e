/** @file `vlprompt curate accept`, `reject`, `relabel` and all else that is said about many images at once. */
import { guess, guessClause } from '../../../language/diagnostics/guess.ts';
import type { DecisionChange } from '../../../protocol/decisions.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import type { PromptFile } from '../../prompt-file.ts';
import type { Shell } from '../../shell.ts';
import { changeWords } from '../../terminal/change-words.ts';
import { UsageError } from '../../usage-error.ts';
import { attributesHint } from './attributes.ts';
import { type CurationOptions, withCuration } from './curation-session.ts';
import { namedImages } from './named-images.ts';
import { reviewerName } from './reviewer-name.ts';

export interface DecideOptions extends CurationOptions {
  readonly ids?: string;
  readonly why?: readonly string[];
  readonly note?: string;
  readonly reviewer?: string;
  readonly dryRun?: boolean;
}

/** @param said without reasons and note, which are of the options */
export async function decide(
  said: DecisionChange,
  file: string,
  name: string | undefined,
  options: DecideOptions,
  shell: Shell,
): Promise<ExitCode> {
  if (options.where === undefined && options.ids === undefined)
    throw new UsageError('Which images? Say it with --where, such as --where "score < 0.2", or with --ids.');
  const { terminal, signal } = shell;
  const { why, note, dryRun: isTrial = false } = options;
  const exitCode = exitCodes.passed;
  await withCuration(file, name, options, shell, async ({ calls, question, promptFile }) => {
    const { workspace } = promptFile;
    if (said.op === 'relabel') requireClass(said.to, promptFile);
    const reviewer = await reviewerName(workspace, options.reviewer, shell);
    const change = { ...said, ...(why && { why }), ...(note !== undefined && { note }) };
    const images = options.ids === undefined ? undefined : await namedImages(options.ids, workspace, shell);
    const asked = { ...question, ...(images && { images }), ...(question.curation.isBlind && { blindTo: reviewer }) };
    const counts = await calls.curate({ ...asked, reviewer, change, isTrial }, { signal });
    const to = 'to' in change ? { to: change.to } : {};
    const body = { exitCode, curation: question.curation.name, reviewer, act: change.op, ...to, ...counts };
    if (options.json) return terminal.out(documentText('vlprompt.decide', { ...body, written: !isTrial }));
    const chosen = counted(counts.images, images === undefined ? 'image' : 'chosen image');
    const which = images === undefined ? `${chosen} for which it holds` : chosen;
    terminal.out(`${changedWords(counts.changed, isTrial)}, of ${which}.`);
    if (isTrial || counts.changed === 0) return terminal.note(`Nothing was written for ${reviewer}.`);
    terminal.note(`${capital(changeWords(said))} by ${reviewer}; \`vlprompt curate undo\` takes it back.`);
    const hint = await attributesHint(workspace);
    if (hint !== undefined) terminal.note(hint);
  });
  return exitCode;
}

function requireClass(written: string, { plan, name }: PromptFile): void {
  const classes = plan.classes.map((each) => each.name);
  if (classes.includes(written)) return;
  throw new UsageError(`--to: ${name} declares no class \`${written}\`${guessClause(guess(written, classes))}.`);
}

function changedWords(changed: number, isTrial: boolean): string {
  return isTrial ? `${changed} would change` : `${changed} changed`;
}

function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
