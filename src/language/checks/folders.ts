/** @file Folders of real images: inside the workspace, there, and one for each class that is judged. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Class, Data, Declaration } from '../generated/ast.ts';
import { dataPath, planData } from '../plan/data-plan.ts';
import { judgedClasses } from '../plan/judged-prompts.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import { plainText } from '../prompt/escape.ts';
import { usesIn } from '../scope/uses.ts';
import { placeOf, quotedText } from '../tree/places.ts';

/** Whether the folder at a path relative to the workspace is there. */
type Exists = (path: string) => Promise<boolean>;

export async function checkFolders(document: PromptDocument, exists: Exists): Promise<Problem[]> {
  const data = document.tree.declarations.filter((declaration) => declaration.keyword === 'data');
  const found = await Promise.all(data.map((declaration) => checkFolder(document, declaration, exists)));
  return found.flat();
}

async function checkFolder(document: PromptDocument, declaration: Data, exists: Exists): Promise<Problem[]> {
  if (declaration.path === undefined) return [];
  const at = placeOf(declaration.path);
  const written = plainText(quotedText(declaration.path).text);
  const path = dataPath(document, declaration);
  if (written.trim() === '') return [problem('empty-text', at, 'This path')];
  if (path === undefined) return [problem('path-outside-workspace', at, written)];
  if (!(await exists(path))) return [problem('missing-folder', at, written)];
  if (!isByFolder(document, declaration)) return [];
  const lacking = await missingClasses(document, declaration, (name) => exists(`${path}/${name}`));
  return lacking.length === 0
    ? []
    : [problem('missing-class-folder', at, written, lacking.map((name) => `\`${name}\``).join(', '))];
}

/** What is laid out otherwise needs no folders of classes. */
function isByFolder(document: PromptDocument, declaration: Data): boolean {
  const { labels, format = 'folder' } = planData(document, declaration);
  return labels === 'folders' && format === 'folder';
}

/** A recipe begins its rows with images of their classes. */
function classesOfUser(document: PromptDocument, user: Declaration): readonly (Class | undefined)[] {
  if (user.keyword === 'evaluate') return judgedClasses(document, user);
  return user.keyword === 'recipe' ? rowClasses(document, user) : [];
}

/** Names of the classes that are judged on this data, or begun with it, and have no folder in it. */
async function missingClasses(document: PromptDocument, data: Data, exists: Exists): Promise<string[]> {
  const users = usesIn(document).flatMap(({ target, by }) => (target === data ? [by] : []));
  const classes = new Set(users.flatMap((user) => classesOfUser(document, user)));
  const names = [...classes].flatMap((declaration) => declaration?.name ?? []);
  const found = await Promise.all(names.map(exists));
  return names.filter((_, index) => !found[index]);
}
