/** @file Imports in order: by path, names by the alphabet, each file once, names that nothing uses left out. */

import type { PromptDocument } from '../../document.ts';
import { replaced } from '../../format/text-change.ts';
import type { Import } from '../../generated/ast.ts';
import { isByName } from '../../program/link.ts';
import { usesIn } from '../../scope/uses.ts';
import { placeOf, quotedText } from '../../tree/places.ts';
import { type Action, type ActionContext, sliceOf } from './action.ts';

/** Imports that stand together; those parted by a comment or a declaration keep their places. */
export function organiseImports({ document }: ActionContext): Action[] {
  const changes = blocksOf(document).flatMap((block) => {
    const [first, last] = [block[0], block.at(-1)];
    if (first === undefined || last === undefined) return [];
    const at = { start: placeOf(first).start, end: placeOf(last).end };
    const written = organised(document, block);
    return written === sliceOf(document, at) ? [] : [replaced(at, written)];
  });
  return changes.length === 0 ? [] : [{ title: 'Organise imports', kind: 'source.organizeImports', changes }];
}

function blocksOf(document: PromptDocument): Import[][] {
  const blocks: Import[][] = [];
  let end = -1;
  for (const declaration of document.tree.declarations) {
    if (declaration.keyword !== 'import' || !hasPlainPath(declaration)) continue;
    const place = placeOf(declaration);
    if (end >= 0 && document.text.slice(end, place.start).trim() === '') blocks.at(-1)?.push(declaration);
    else blocks.push([declaration]);
    end = place.end;
  }
  return blocks;
}

/** Others are mistakes, and stay as they are. */
function hasPlainPath({ path }: Import): boolean {
  return path !== undefined && /^"[^"\n\r]*"$/.test(path.raw);
}

function organised(document: PromptDocument, block: readonly Import[]): string {
  const used = usedNames(document);
  const files = new Map<string, Set<string> | undefined>();
  for (const declaration of block) {
    const path = declaration.path ? quotedText(declaration.path).text : '';
    const names = isByName(declaration) ? declaration.names.filter((name) => used.has(name)) : undefined;
    const known = files.get(path);
    // A whole import has all names.
    if (names === undefined || (files.has(path) && known === undefined)) files.set(path, undefined);
    else files.set(path, new Set([...(known ?? []), ...names]));
  }
  const lineEnd = document.text.includes('\r\n') ? '\r\n' : '\n';
  return [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, names]) => written(path, names))
    .join(lineEnd);
}

function written(path: string, names: ReadonlySet<string> | undefined): string[] {
  if (names === undefined) return [`import "${path}"`];
  return names.size === 0 ? [] : [`import { ${[...names].toSorted().join(', ')} } from "${path}"`];
}

/** A file with `all` uses every class, so what it imports is kept. */
function usedNames(document: PromptDocument): ReadonlySet<string> {
  const uses = usesIn(document).filter((use) => use.by.keyword !== 'import');
  const classes = [...document.names].flatMap(([name, { keyword }]) => (keyword === 'class' ? [name] : []));
  return new Set([...uses.map((use) => use.name), ...classes]);
}
