/** @file Paths in prompt files: relative to the file, with `/`. */

/** @returns the path relative to the workspace; undefined when it leads out of it. @param file relative to the workspace. */
export function resolvePath(file: string, path: string): string | undefined {
  if (isAbsolute(path)) return undefined;
  const segments = file.split('/').slice(0, -1);
  for (const segment of path.split(/[/\\]/)) {
    if (segment === '..') {
      if (segments.length === 0) return undefined;
      segments.pop();
    } else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.length === 0 ? '.' : segments.join('/');
}

/** Of any system, since a file may have been written on another. */
function isAbsolute(path: string): boolean {
  return /^([/\\]|[A-Za-z]:)/.test(path);
}
