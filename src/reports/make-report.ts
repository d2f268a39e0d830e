/** @file From what is known of runs to one file of HTML that needs no other. */
import { createHash } from 'node:crypto';
import { createAlbum } from './album.ts';
import { reportPage } from './page.ts';
import { picturesOf, type ReportContents } from './report-contents.ts';

/**
 * @param text of the prompt file; undefined when it has gone
 * @param folders absolute paths of the workspace and of its store: pictures from elsewhere are left out
 */
export async function makeReport(
  contents: Omit<ReportContents, 'promptFile'>,
  text: string | undefined,
  folders: readonly string[],
): Promise<string> {
  const album = await createAlbum(picturesOf(contents), folders);
  if (text === undefined) return reportPage(contents, album);
  const digest = createHash('sha256').update(text).digest('hex');
  return reportPage({ ...contents, promptFile: { text, digest } }, album);
}
