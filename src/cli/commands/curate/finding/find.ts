/** @file `vlprompt curate find`: images in an order by intent, each with the number it is put there by. */

import { stampOf } from '../../../../language/plan/image-stamp.ts';
import type { CuratePlan } from '../../../../language/plan/plan.ts';
import type { ImageRow, ImageSource, OpenSetRequest, OrderIntent } from '../../../../protocol/image-sets.ts';
import { counted } from '../../../../protocol/texts/figures.ts';
import { shownPath } from '../../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../../exit-code.ts';
import { documentPath, documentText } from '../../../json/document.ts';
import type { Shell } from '../../../shell.ts';
import { foundLines, holeFileLines } from '../../../terminal/found-lines.ts';
import { noteLines } from '../../../terminal/run-summary.ts';
import { UsageError } from '../../../usage-error.ts';
import { withProgress } from '../../../with-progress.ts';
import { type CurationOptions, type CurationSession, withCuration } from '../curation-session.ts';
import { reviewerName } from '../reviewer-name.ts';
import { setProgress } from '../set-progress.ts';
import { measureQuestion } from './measure.ts';
import { tellGroupApart } from './tell-apart.ts';

/** `holes` lists real images, all others drawn ones. */
export type FindOrder = OrderIntent | 'holes';

export interface FindOptions extends CurationOptions {
  readonly order: FindOrder;
  readonly limit: number;
  readonly against?: string;
  /** A group of near-duplicates, from 1 on: they are none. */
  readonly apart?: number;
  readonly reviewer?: string;
}

export async function find(
  file: string,
  name: string | undefined,
  options: FindOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { order, apart } = options;
  if (apart !== undefined && order !== 'duplicates')
    throw new UsageError('--apart is about groups of near-duplicates: use it with --order duplicates.');
  await withCuration(file, name, options, shell, async (session) => {
    if (order === 'holes') await findHoles(session, options, shell);
    else await findImages(session, { ...options, order }, shell);
  });
  return exitCodes.passed;
}

interface Found {
  readonly rows: readonly ImageRow[];
  /** Of which these are the first. */
  readonly count: number;
  readonly notes: readonly string[];
  readonly reviewer: string;
  /** Images that were told apart; undefined when nobody asked. */
  readonly apart?: number;
}

async function findImages(
  session: CurationSession,
  options: FindOptions & { readonly order: OrderIntent },
  shell: Shell,
): Promise<void> {
  const { terminal, workingDirectory } = shell;
  const { workspace } = session.promptFile;
  const found = await listed(session, options, shell);
  if (options.json) {
    const images = found.rows.map((row) => ({ ...row, file: documentPath(row.file, workspace) }));
    const { count, notes, apart = null } = found;
    return terminal.out(findDocument(session, options, { count, images, notes, apart }));
  }
  const showPath = (each: string) => shownPath(each, workingDirectory);
  for (const line of foundLines(found.rows, showPath, terminal.style)) terminal.out(line);
  const rest = found.count - found.rows.length;
  if (rest > 0) terminal.note(`${counted(rest, 'more image')}; --limit shows more.`);
  for (const line of noteLines(found.notes, terminal.noteStyle)) terminal.note(line);
  if (found.apart === undefined) return;
  terminal.note(`${counted(found.apart, 'image')} of group ${options.apart} are told apart by ${found.reviewer}.`);
}

async function listed(
  { calls, question, promptFile }: CurationSession,
  { order, limit, apart, reviewer: named }: FindOptions & { readonly order: OrderIntent },
  shell: Shell,
): Promise<Found> {
  const { curation, where } = question;
  const source: ImageSource = { kind: 'curation', curation, data: promptFile.plan.data };
  const reviewer = await reviewerName(promptFile.workspace, named, shell);
  return withProgress(shell, setProgress(curation.name), async (work) => {
    const request = { stamp: stampOf(source), source, reviewer, ...settingsOf(curation) };
    const opened = await calls.openSet(request, work);
    const { set } = opened;
    try {
      const wanted = { set, show: 'all', order: { by: order }, ...(where && { where }) } as const;
      const { list, count, notes } = await calls.listSet(wanted, work);
      const rows = await calls.readList({ set, list, from: 0, count: Math.min(count, limit) }, { signal: work.signal });
      const told = apart === undefined ? {} : { apart: await tellGroupApart(calls, { set, list, count }, apart) };
      return { rows, count, notes: [...opened.notes, ...notes], reviewer, ...told };
    } finally {
      await calls.closeSet({ set });
    }
  });
}

function settingsOf({ policy, isBlind }: CuratePlan): Pick<OpenSetRequest, 'policy' | 'isBlind'> {
  return { ...(policy && { policy }), ...(isBlind && { isBlind }) };
}

/** Of all drawn images, whatever becomes of them: what is drawn and rejected was drawn all the same. */
async function findHoles(
  { calls, question, promptFile }: CurationSession,
  options: FindOptions,
  shell: Shell,
): Promise<void> {
  const { terminal, workingDirectory } = shell;
  const asked = measureQuestion(question, promptFile, { ...options, drawn: true });
  const { holes, notes } = await withProgress(shell, setProgress(question.curation.name), (work) =>
    calls.measureSet(asked, work),
  );
  const shown = holes.slice(0, options.limit);
  if (options.json) {
    const inDocument = (each: string) => documentPath(each, promptFile.workspace);
    const written = shown.map((hole) => ({ ...hole, file: inDocument(hole.file), files: hole.files.map(inDocument) }));
    const body = { count: holes.length, holes: written, notes };
    return terminal.out(findDocument({ question, promptFile }, options, body));
  }
  for (const line of holeFileLines(shown, (each) => shownPath(each, workingDirectory))) terminal.out(line);
  for (const line of noteLines(notes, terminal.noteStyle)) terminal.note(line);
}

function findDocument(
  { question, promptFile }: Pick<CurationSession, 'question' | 'promptFile'>,
  { order }: FindOptions,
  body: Readonly<Record<string, unknown>>,
): string {
  const { file, workspace } = promptFile;
  const head = { exitCode: exitCodes.passed, file: documentPath(file, workspace), workspace };
  return documentText('vlprompt.find', { ...head, curation: question.curation.name, order, ...body });
}
