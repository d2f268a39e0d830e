/** @file Other files: those that are imported, and those that wildcards are read from. */
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import { documentsOf, type ImportedFile, type PromptDocument } from '../document.ts';
import type { Text } from '../generated/ast.ts';
import { type FileReference, fileReferences, isImport, isPromptFile } from '../program/file-references.ts';
import { broughtIn, isByName } from '../program/link.ts';
import type { Unread } from '../program/sources.ts';
import { type Named, namePlace } from '../tree/declarations.ts';
import { placeOf, placeOfProperty } from '../tree/places.ts';

export function checkImports(document: PromptDocument): Problem[] {
  return [
    ...fileReferences(document.tree, document.file).flatMap((reference) => checkReference(document, reference)),
    ...document.imports.flatMap((imported) => checkImported(document, imported)),
    ...twice(document),
  ];
}

function checkReference(document: PromptDocument, reference: FileReference): Problem[] {
  const { declaration, written, file } = reference;
  const { path } = declaration;
  if (path === undefined) return [];
  if (file === undefined) return [problem('path-outside-workspace', placeOf(path), written)];
  if (isPromptFile(file) !== isImport(reference))
    return [problem('wrong-file', placeOf(path), written, needed[declaration.keyword])];
  const why = document.unread.get(file);
  return why === undefined ? [] : [unreadFile(path, written, why)];
}

const needed = {
  import: 'an import takes a `.vlprompt` file',
  wildcard: 'a wildcard is read from a `.txt`, `.yaml` or `.json` file',
} as const;

const unreadReasons: { readonly [W in Exclude<Unread, 'outside'>]: string } = {
  missing: 'it does not exist',
  'too-large': 'it is larger than any list of words',
  unreadable: 'it cannot be opened',
};

function unreadFile(path: Text, written: string, why: Unread): Problem {
  const at = placeOf(path);
  if (why === 'outside') return problem('path-outside-workspace', at, written);
  // Where a backslash is read as an escape, the path of another system is missing for that alone.
  const fix = path.raw.includes('\\') ? { title: 'Write `/`', at, text: path.raw.replace(/\\+/g, '/') } : undefined;
  return withFix(problem('missing-file', at, written, unreadReasons[why]), fix);
}

function checkImported(document: PromptDocument, imported: ImportedFile): Problem[] {
  return [...unknownNames(imported), ...circular(document, imported)];
}

function unknownNames({ declaration, document: { declared, file } }: ImportedFile): Problem[] {
  return declaration.names.flatMap((name, index) => {
    if (declared.has(name)) return [];
    const at = placeOfProperty(declaration, 'names', index);
    const guessed = guess(name, declared.keys());
    const found = problem('unknown-import', at, name, shortName(file), guessClause(guessed));
    const fix = guessed === undefined ? undefined : { title: `Change to \`${guessed}\``, at, text: guessed };
    return [withFix(found, fix)];
  });
}

function circular(document: PromptDocument, { declaration, document: imported }: ImportedFile): Problem[] {
  const { path } = declaration;
  const way = wayTo(imported, document.file);
  if (path === undefined || way === undefined) return [];
  const files = [document.file, ...way].map(shortName).join(' → ');
  return [problem('circular-import', placeOf(path), shortName(imported.file), files)];
}

/** The shortest way from a document to a file through imports, both ends included; undefined when there is none. */
function wayTo(from: PromptDocument, file: string): readonly string[] | undefined {
  if (from.file === file) return [file];
  const documents = documentsOf(from);
  if (!documents.has(file)) return undefined;
  const cameFrom = new Map<string, string>();
  for (const { file: by, imports } of documents.values()) {
    for (const { document } of imports) if (!cameFrom.has(document.file)) cameFrom.set(document.file, by);
  }
  const way = [file];
  for (let step = cameFrom.get(file); step !== undefined; step = cameFrom.get(step)) {
    way.unshift(step);
    if (step === from.file) break;
  }
  return way;
}

/** Names that come in although the file, or an import above, has them already. */
function twice(document: PromptDocument): Problem[] {
  return document.imports.flatMap((imported) => {
    const { declaration } = imported;
    return broughtIn(declaration, imported.document).flatMap(([name, named]) => {
      const first = document.names.get(name);
      if (first === undefined || first === named) return [];
      const index = isByName(declaration) ? declaration.names.indexOf(name) : undefined;
      const at =
        index === undefined ? placeOf(declaration.path ?? declaration) : placeOfProperty(declaration, 'names', index);
      return [problem('duplicate-name', at, name, whereIs(document, first))];
    });
  });
}

/** Where a name is declared, in words. */
export function whereIs(document: PromptDocument, declaration: Named): string {
  const { file, start } = namePlace(declaration);
  if (file !== document.file) return `“${shortName(file)}”`;
  return `line ${document.lines.positionAt(start).line + 1}`;
}

function shortName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
