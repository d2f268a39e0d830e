import assert from 'node:assert/strict';
import { runCommandLine } from '../../../src/cli/command-line.ts';
import { product } from '../../../src/cli/product.ts';
import { type StubbedShell, type StubOptions, stubbedShell } from './stub-engine.ts';

/** What a command did. */
interface Ran {
  readonly exitCode: number;
  readonly out: string;
  /** What went to stderr. */
  readonly notes: string;
  readonly started: StubbedShell['started'];
}

/** Runs commands in a folder, with an engine that answers as told. */
export function stubbedCommands(folder: () => string) {
  return {
    async vlprompt(args: readonly string[], options: Omit<StubOptions, 'workingDirectory'> = {}): Promise<Ran> {
      const shell = stubbedShell({ workingDirectory: folder(), ...options });
      const exitCode = await runCommandLine(args, shell);
      assert.equal(shell.running(), 0, 'an engine was left behind');
      return {
        exitCode,
        out: shell.terminal.written(),
        notes: shell.terminal.notes.join('\n'),
        started: shell.started,
      };
    },

    /** What was printed, as one text without this machine's paths. */
    transcript({ exitCode, out, notes }: Omit<Ran, 'started'>): string {
      const text = `${out}--- stderr\n${notes}\n--- exit ${exitCode}\n`;
      return text.replaceAll(folder(), '<folder>').replaceAll(product.root, '<product>');
    },
  };
}
