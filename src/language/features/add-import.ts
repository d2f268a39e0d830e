/** @file The change that brings a name of another file in. */
import type { PromptDocument } from '../document.ts';
import { inserted, type TextChange } from '../format/text-change.ts';
import type { Import } from '../generated/ast.ts';
import { isByName } from '../program/link.ts';
import { plainText } from '../prompt/escape.ts';
import { documentationAbove } from '../tree/documentation.ts';
import { resolvePath } from '../tree/paths.ts';
import { placeOf, placeOfProperty, quotedText } from '../tree/places.ts';
import { relativePathTo } from './relative-path.ts';

/** @param file that declares the name, relative to the workspace. */
export function importChange(document: PromptDocument, file: string, name: string): TextChange {
  const imports = document.tree.declarations.filter((declaration) => declaration.keyword === 'import');
  const present = imports.find((each) => isByName(each) && importedFile(document, each) === file);
  if (present) return intoImport(present, name);
  const lineEnd = document.text.includes('\r\n') ? '\r\n' : '\n';
  const written = `import { ${name} } from "${relativePathTo(document.file, file)}"`;
  const last = imports.at(-1);
  if (last) return inserted(placeOf(last).end, lineEnd + written);
  const first = firstLine(document);
  return inserted(first, `${written}${lineEnd}${lineEnd}`);
}

export function importedFile(document: PromptDocument, { path }: Import): string | undefined {
  return path && resolvePath(document.file, plainText(quotedText(path).text));
}

function intoImport(declaration: Import, name: string): TextChange {
  const { end } = placeOfProperty(declaration, 'names', declaration.names.length - 1);
  return inserted(end, `, ${name}`);
}

/** Above the first declaration and its documentation, below what the file begins with. */
function firstLine(document: PromptDocument): number {
  const [first] = document.tree.declarations;
  if (first === undefined) return document.text.length;
  const start = placeOf(first).start;
  const documented =
    documentationAbove(document.text, start) === '' ? 0 : documentationAbove(document.text, start).split('\n').length;
  let line = document.text.lastIndexOf('\n', start - 1);
  for (let above = 0; above < documented; above++) line = document.text.lastIndexOf('\n', line - 1);
  return line + 1;
}
