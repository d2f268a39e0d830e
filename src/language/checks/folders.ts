/** @file Folders of real images: inside the workspace, and there. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Data } from '../generated/ast.ts';
import { dataPath } from '../plan/evaluation-plan.ts';
import { plainText } from '../prompt/escape.ts';
import { placeOf, quotedText } from '../tree/places.ts';

/** @param exists whether the folder at a path relative to the workspace is there. */
export async function checkFolders(
  document: PromptDocument,
  exists: (path: string) => Promise<boolean>,
): Promise<Problem[]> {
  const data = document.tree.declarations.filter((declaration) => declaration.keyword === 'data');
  const found = await Promise.all(data.map((declaration) => checkFolder(document, declaration, exists)));
  return found.flat();
}

async function checkFolder(
  document: PromptDocument,
  declaration: Data,
  exists: (path: string) => Promise<boolean>,
): Promise<Problem[]> {
  if (declaration.path === undefined) return [];
  const at = placeOf(declaration.path);
  const written = plainText(quotedText(declaration.path).text);
  const path = dataPath(document, declaration);
  if (written.trim() === '') return [problem('empty-text', at, 'This path')];
  if (path === undefined) return [problem('path-outside-workspace', at, written)];
  return (await exists(path)) ? [] : [problem('missing-folder', at, written)];
}
