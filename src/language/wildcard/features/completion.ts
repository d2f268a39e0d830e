/** @file Names of wildcards within the values of a wildcard file. */

import { CompletionItemKind } from 'vscode-languageserver';
import type { Completion, Completions } from '../../features/completion/completion.ts';
import { counted } from '../../features/counted.ts';
import { describeValues } from '../../features/describe.ts';
import { wildcardsIn } from '../../scope/wildcards.ts';
import { valuesBelow, type WildcardPath, wildcardPaths } from '../match.ts';
import { readersOf, type WildcardView } from './view.ts';

/** Undefined unless underscores were opened before the cursor in its line. */
export function completionsAt(view: WildcardView, offset: number): Completions | undefined {
  const { text } = view.file;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const name = line.trimStart().startsWith('#') ? undefined : openWildcard(line);
  if (name === undefined) return undefined;
  const close = text.startsWith('__', offset) ? '' : '__';
  return { at: { start: offset - name.length, end: offset }, items: pathsIn(view).map((path) => itemOf(path, close)) };
}

/** What stands behind underscores that nothing closes yet. */
function openWildcard(line: string): string | undefined {
  const open = line.replace(/__(?!_)[\p{L}\p{N}_/.*?-]+?__/gu, '');
  return /(?<![_\\])__([\p{L}\p{N}_/.*?-]*)$/u.exec(open)?.[1];
}

/** Those of the prompt files that read the file; of all, as long as none does. */
function pathsIn(view: WildcardView): WildcardPath[] {
  const readers = readersOf(view);
  const documents = readers.length > 0 ? readers : view.documents;
  const paths = documents.flatMap((document) => wildcardPaths(wildcardsIn(document)));
  return [...new Map(paths.map((path) => [path.path, path])).values()];
}

function itemOf({ path, node }: WildcardPath, close: string): Completion {
  return {
    label: path,
    kind: CompletionItemKind.Reference,
    detail: counted(valuesBelow([node]).length, 'value', 'values'),
    documentation: describeValues([node]),
    text: `${path}${close}`,
  };
}
