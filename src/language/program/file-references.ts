/** @file Which other files a prompt file names: those it imports, and those its wildcards are read from. */
import type { Import, PromptFile, Wildcard } from '../generated/ast.ts';
import { plainText } from '../prompt/escape.ts';
import { resolvePath } from '../tree/paths.ts';
import { quotedText } from '../tree/places.ts';

export interface FileReference<D extends Import | Wildcard = Import | Wildcard> {
  readonly declaration: D;
  /** As its author wrote it. */
  readonly written: string;
  /** Relative to the workspace; undefined when it leads out of it. */
  readonly file: string | undefined;
}

const found = new WeakMap<PromptFile, readonly FileReference[]>();

/** In the order written. @param file where the tree stands, relative to the workspace. */
export function fileReferences(tree: PromptFile, file: string): readonly FileReference[] {
  const known = found.get(tree);
  if (known) return known;
  const references = tree.declarations.flatMap((declaration): FileReference[] => {
    const names = declaration.keyword === 'import' || declaration.keyword === 'wildcard';
    return names ? referenceTo(declaration, file) : [];
  });
  found.set(tree, references);
  return references;
}

function referenceTo<D extends Import | Wildcard>(declaration: D, file: string): FileReference<D>[] {
  if (declaration.path === undefined) return [];
  const written = plainText(quotedText(declaration.path).text);
  return written.trim() === '' ? [] : [{ declaration, written, file: resolvePath(file, written) }];
}

export function isImport(reference: FileReference): reference is FileReference<Import> {
  return reference.declaration.keyword === 'import';
}

export function isPromptFile(file: string): boolean {
  return file.toLowerCase().endsWith('.vlprompt');
}

/** The file, when its name fits what names it: nothing is imported from a list of words, nor words read from prompts. */
export function readableFile(reference: FileReference): string[] {
  const { file } = reference;
  return file !== undefined && isPromptFile(file) === isImport(reference) ? [file] : [];
}
