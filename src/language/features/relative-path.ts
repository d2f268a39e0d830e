/** @file How one file names another: relative to itself, with `/`. */

/** `./base.vlprompt`, `../colours.txt`; both relative to the workspace. */
export function relativePathTo(file: string, path: string): string {
  const from = file.split('/').slice(0, -1);
  const to = path.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const up = from.slice(shared).map(() => '..');
  const steps = [...up, ...to.slice(shared)].join('/');
  return up.length > 0 ? steps : `./${steps}`;
}
