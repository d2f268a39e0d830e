import path from 'node:path';

/** Whether a path is a folder itself or below it, by their names alone; both absolute. `..a` is a name like others. */
export function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  const leadsOut = relative === '..' || relative.startsWith(`..${path.sep}`);
  return !leadsOut && !path.isAbsolute(relative); // Absolute: on another drive of Windows.
}
