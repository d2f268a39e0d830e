/** @file A few drawn images as an assistant can look at them. */
import { readFile, stat } from 'node:fs/promises';

export interface ToolPicture {
  /** Base64 of a PNG file. */
  readonly data: string;
}

/** A picture costs a model as much as pages of text. */
const most = 6;

/** Bytes; larger ones are named and not sent. */
const largest = 400_000;

/** @param files absolute paths of PNG files of the store, what says most first */
export async function toolPictures(files: readonly string[]): Promise<readonly ToolPicture[]> {
  const pictures = await Promise.all(files.slice(0, most).map(picture));
  return pictures.flatMap((each) => each ?? []);
}

/** Undefined for what has gone meanwhile, or is too large. */
async function picture(file: string): Promise<ToolPicture | undefined> {
  const size = await stat(file).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined || size > largest) return undefined;
  return { data: (await readFile(file)).toString('base64') };
}
