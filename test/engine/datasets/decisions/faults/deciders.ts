/** @file Processes that decide, and what they said of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { repository } from '../../../support/workspace.ts';

/** A step that is on the disk, as its process said. */
export interface ToldStep {
  /** The id of its event or batch. */
  readonly step: string;
  /** Events of it; an undo is one by itself. */
  readonly events: number;
  readonly isUndo: boolean;
}

/** Their digests are given, so that none is opened: what would open them takes half of the time to start. */
const withoutPictures: Plugin = {
  name: 'without-pictures',
  setup: ({ onLoad }) => {
    onLoad({ filter: /decode-image\.ts$/ }, () => ({
      contents: "export const decodeImage = () => { throw new Error('No picture is to be opened.'); };",
    }));
  },
};

/** @returns absolute path */
export async function bundleDecider(): Promise<string> {
  const outfile = path.join(repository, `node_modules/.cache/vlprompt-tests/decider-${process.pid}.mjs`);
  await build({
    absWorkingDir: repository,
    entryPoints: ['test/engine/datasets/decisions/faults/deciding-process.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    plugins: [withoutPictures],
    logLevel: 'warning',
  });
  return outfile;
}

export interface DeciderOptions {
  readonly entry: string;
  readonly workspace: string;
  readonly reviewer: string;
  readonly seed: number;
  readonly steps: number;
}

/** Runs until it ends by itself, or until `isOver` says so of the bytes it told of: then it is killed at once. */
export async function decideUntil(
  { entry, workspace, reviewer, seed, steps }: DeciderOptions,
  isOver: (told: number) => boolean = () => false,
): Promise<readonly ToldStep[]> {
  const args = [entry, workspace, reviewer, `${seed}`, `${steps}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let told = '';
  for await (const chunk of child.stdout) {
    told += chunk;
    if (isOver(told.split('\n').length - 1)) kill(child);
  }
  const [code, signal] = await exited;
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`The process ended with ${code ?? signal}.`);
  return told.split('\n').slice(0, -1).map(toldStep);
}

function kill(child: ChildProcess): void {
  child.kill('SIGKILL');
}

function toldStep(line: string): ToldStep {
  const [step = '', images = '0'] = line.split(' ');
  return { step, events: Math.max(1, Number(images)), isUndo: images === '0' };
}
