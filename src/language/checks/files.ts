/** @file Files that settings name: images to begin with, masks, learned tokens. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Setting, Text } from '../generated/ast.ts';
import { writtenPath } from '../plan/written-path.ts';
import { plainText } from '../prompt/escape.ts';
import { ownPlace } from '../scope/own-place.ts';
import { fileKindOf } from '../settings/file-kinds.ts';
import { readByRule } from '../settings/values.ts';
import { isNamed, type Named, settingsOf } from '../tree/declarations.ts';
import type { Extent } from '../tree/extent.ts';
import { placeOf, quotedText } from '../tree/places.ts';

/** Whether the file at a path relative to the workspace is there. */
type Exists = (path: string) => Promise<boolean>;

export function checkFileNames(document: PromptDocument): Problem[] {
  return namedFiles(document).flatMap((file) => misnamed(document, file));
}

/** Those that are named well, and are not there. @param exists left out where the disk is not known. */
export async function checkFiles(document: PromptDocument, exists?: Exists): Promise<Problem[]> {
  const good = namedFiles(document).filter((file) => misnamed(document, file).length === 0);
  const found = await Promise.all(
    good.map(async ({ text, at }) => {
      const path = writtenPath(document, text);
      if (path === undefined || exists === undefined || (await exists(path))) return [];
      return [problem('missing-file', at, wordsOf(text), 'it does not exist')];
    }),
  );
  return found.flat();
}

function namedFiles(document: PromptDocument): NamedFile[] {
  return document.tree.declarations
    .filter(isNamed)
    .flatMap((declaration) => settingsOf(declaration).flatMap((setting) => filesOf(document, declaration, setting)));
}

interface NamedFile {
  readonly text: Text;
  readonly at: Extent;
  readonly fits: RegExp;
  /** What is read, in a sentence. */
  readonly needed: string;
}

function filesOf(document: PromptDocument, declaration: Named, setting: Setting): NamedFile[] {
  const kind = fileKindOf(declaration.keyword, setting.key);
  if (kind === undefined) return [];
  const values = readByRule(document, declaration, setting)?.values ?? [];
  // What is no text is a name.
  const texts = (values as readonly Text[]).filter(({ $type }) => $type === 'Text');
  return texts.map((text) => ({ text, at: ownPlace(document, placeOf(text), placeOf(setting)), ...kind }));
}

function misnamed(document: PromptDocument, { text, at, fits, needed }: NamedFile): Problem[] {
  const written = wordsOf(text);
  if (written.trim() === '') return [problem('empty-text', at, 'This path')];
  if (writtenPath(document, text) === undefined) return [problem('path-outside-workspace', at, written)];
  return fits.test(written) ? [] : [problem('wrong-file', at, written, needed)];
}

function wordsOf(text: Text): string {
  return plainText(quotedText(text).text);
}
