/** @file `vlprompt curate attributes`: decisions of several branches merge without a conflict. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { mergeLine } from '../../../protocol/texts/merge-line.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import type { Shell } from '../../shell.ts';
import { writeOutput } from '../../write-output.ts';
import { workspaceHere } from '../models/model-session.ts';

/** What to do about it; undefined when nothing is to be done. @param workspace absolute */
export async function attributesHint(workspace: string): Promise<string | undefined> {
  if (!existsSync(path.join(workspace, '.git')) || (await attributesIn(workspace)).includes(mergeLine))
    return undefined;
  return 'So that decisions of two branches merge without conflicts, call `vlprompt curate attributes` once.';
}

export async function attributes(
  options: { readonly workspace?: string },
  { terminal, workingDirectory }: Shell,
): Promise<ExitCode> {
  const workspace = workspaceHere(options, workingDirectory);
  const text = await attributesIn(workspace);
  if (text.includes(mergeLine)) {
    terminal.out('.gitattributes has the line already.');
    return exitCodes.passed;
  }
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  await writeOutput(path.join(workspace, '.gitattributes'), `${before}${mergeLine}\n`);
  terminal.out(`Added to .gitattributes: ${mergeLine}`);
  return exitCodes.passed;
}

async function attributesIn(workspace: string): Promise<string> {
  return readFile(path.join(workspace, '.gitattributes'), 'utf8').catch(() => '');
}
