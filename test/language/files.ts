/** @file Several files as a workspace has them, linked with each other, with a cursor in one. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { PromptDocument } from '../../src/language/document.ts';
import { applyChanges, type TextChange } from '../../src/language/format/text-change.ts';
import { Library } from '../../src/language/program/library.ts';
import type { Place } from '../../src/language/tree/extent.ts';
import { cursorIn } from './cursor.ts';

export interface Files {
  readonly documents: readonly PromptDocument[];
  /** The one with the cursor. */
  readonly document: PromptDocument;
  readonly offset: number;
  /** The texts after changes, of the files that changed. */
  changed(changes: readonly (TextChange & { readonly at: Place })[]): Record<string, string>;
  /** `file:line` counted from one, and the characters there. */
  shown(at: Place): string;
}

/** @param marked texts by file, one of them with `<|>` in it. */
export function filesOf(marked: Readonly<Record<string, string>>): Files {
  const library = new Library();
  const texts = Object.entries(marked).map(([file, text]) => [file, text.replace('<|>', '')] as const);
  for (const [file, text] of texts) library.put(file, text);
  const [current = '', text = ''] = Object.entries(marked).find(([, each]) => each.includes('<|>')) ?? [];
  const documents = library.files().flatMap((file) => library.document(file) ?? []);
  const document = documents.find((each) => each.file === current) ?? documents[0];
  if (document === undefined) throw new Error('no prompt file');
  return {
    documents,
    document,
    offset: cursorIn(text).offset,
    changed: (changes) =>
      Object.fromEntries(
        texts.flatMap(([file, before]) => {
          const here = changes.filter(({ at }) => at.file === file);
          return here.length === 0 ? [] : [[file, applyChanges(before, here)]];
        }),
      ),
    shown: ({ file, start, end }) => {
      const before = texts.find(([each]) => each === file)?.[1] ?? '';
      const { line } = TextDocument.create(file, '', 0, before).positionAt(start);
      return `${file}:${line + 1} ${before.slice(start, end)}`;
    },
  };
}
