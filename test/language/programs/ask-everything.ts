/** @file Everything that an editor and the command line ask of a file while its author types. */
import assert from 'node:assert/strict';
import { type Checked, checkAll } from '../../../src/language/checks/check.ts';
import { documentsOf, type PromptDocument } from '../../../src/language/document.ts';
import { completionsAt } from '../../../src/language/features/completion/completions-at.ts';
import type { Disk } from '../../../src/language/features/completion/paths.ts';
import { foldingRanges } from '../../../src/language/features/folding.ts';
import { hoverAt } from '../../../src/language/features/hover.ts';
import { chunkHints, textHints } from '../../../src/language/features/inlay-hints.ts';
import { pathLinks } from '../../../src/language/features/links.ts';
import { rename } from '../../../src/language/features/rename.ts';
import { selectionsAt } from '../../../src/language/features/selection.ts';
import { semanticTokens } from '../../../src/language/features/semantic-tokens.ts';
import { signatureAt } from '../../../src/language/features/signature.ts';
import { documentSymbols } from '../../../src/language/features/symbols.ts';
import { formatText } from '../../../src/language/format/format.ts';
import { formatHealthy, formatRange, formatTyped } from '../../../src/language/format/partial.ts';
import { loadProgram } from '../../../src/language/program/load.ts';
import type { Extent } from '../../../src/language/tree/extent.ts';
import { doEverything } from './ask-actions.ts';
import { askWildcards } from './ask-wildcards.ts';
import { countFew } from './few-tokens.ts';
import { MAIN, type Program } from './program.ts';

/** The program's first file, linked with the others. */
export function open(program: Program): Promise<PromptDocument> {
  return loadProgram(MAIN, program[MAIN] ?? '', async (file) =>
    Object.hasOwn(program, file) ? { text: program[file] ?? '' } : { unread: 'missing' },
  );
}

export function check(document: PromptDocument): Promise<Checked> {
  return checkAll(document, { folderExists: async () => true, countTokens: countFew });
}

/** Every question about a place, and every one about the whole. */
export async function askEverything(document: PromptDocument, offset: number): Promise<Checked> {
  const checked = await check(document);
  const places = checked.problems.map(({ at }) => at).filter(({ file }) => file === document.file);
  for (const at of [
    ...places,
    ...askWhole(document),
    ...(await askHints(document)),
    ...(await askAt(document, offset)),
  ])
    assertWithin(document, at);
  await doEverything(document, offset, Math.min(offset + (offset % 7), document.text.length));
  askWildcards(document, offset);
  return checked;
}

function askWhole(document: PromptDocument): Extent[] {
  documentSymbols(document);
  foldingRanges(document);
  formatText(document.text);
  formatHealthy(document.text);
  return [...semanticTokens(document), ...pathLinks(document).map(({ at }) => at)];
}

async function askHints(document: PromptDocument): Promise<Extent[]> {
  const all = { start: 0, end: document.text.length };
  const hints = [...textHints(document, all), ...(await chunkHints(document, all, countFew))];
  return hints.map(({ offset }) => ({ start: offset, end: offset }));
}

async function askAt(document: PromptDocument, offset: number): Promise<Extent[]> {
  const documents = [...documentsOf(document).values()];
  const { at, items } = await completionsAt(document, offset, documents, disk);
  signatureAt(document, offset);
  formatRange(document, { start: offset, end: Math.min(offset + 40, document.text.length) });
  formatTyped(document, offset, '}');
  const renamed = rename(document, offset, 'other', documents);
  const changes = renamed && 'changes' in renamed ? renamed.changes.map((change) => change.at) : [];
  const hovered = hoverAt(document, offset, documents);
  return [
    at,
    ...items.flatMap((item) => item.at ?? []),
    ...changes.filter(({ file }) => file === document.file),
    ...selectionsAt(document, offset),
    ...(hovered ? [hovered.at] : []),
  ];
}

/** A workspace of a few files. */
const disk: Disk = {
  list: async () => [
    { name: 'data', isFolder: true },
    { name: 'base.vlprompt', isFolder: false },
    { name: 'a "b" {c}.txt', isFolder: false },
  ],
  modelFolders: async () => ['models/mine'],
};

function assertWithin({ text }: PromptDocument, at: Extent): void {
  assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length, JSON.stringify(at));
}
