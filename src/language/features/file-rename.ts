/** @file What changes in prompt files when files or folders that they name are renamed, or they themselves. */
import type { PromptDocument } from '../document.ts';
import type { TextChange } from '../format/text-change.ts';
import { resolvePath } from '../tree/paths.ts';
import { type PathText, pathTexts } from './path-texts.ts';
import { relativePathTo } from './relative-path.ts';

/** A file, or a folder with all that is in it; paths relative to the workspace. */
export interface FileRename {
  readonly from: string;
  readonly to: string;
}

/** Paths in the document that would lead elsewhere afterwards; offsets are those before. */
export function pathChanges(document: PromptDocument, renames: readonly FileRename[]): TextChange[] {
  const file = renamed(document.file, renames);
  return pathTexts(document).flatMap((text) => {
    if (text.path === undefined) return [];
    const path = renamed(text.path, renames);
    return resolvePath(file, text.written) === path ? [] : [{ at: text.at, text: written(text, file, path) }];
  });
}

function renamed(path: string, renames: readonly FileRename[]): string {
  for (const { from, to } of renames) {
    if (path === from) return to;
    if (path.startsWith(`${from}/`)) return to + path.slice(from.length);
  }
  return path;
}

/** In the author's way: with `./` in front where it stood, or where a model needs it. */
function written({ written: before, kind }: PathText, file: string, path: string): string {
  const relative = relativePathTo(file, path);
  const isDotted = kind === 'model' || /^\.{1,2}[/\\]/.test(before);
  const slash = before.endsWith('/') ? '/' : '';
  return (isDotted ? relative : relative.replace(/^\.\//, '')).replace(/["\\]/g, '\\$&') + slash;
}
