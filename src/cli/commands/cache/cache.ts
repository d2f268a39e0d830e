/** @file `vlprompt cache`: how large the cache of a workspace is, and making it smaller. */
import { InvalidArgumentError } from 'commander';
import { jsonOption, workspaceOption } from '../../options.ts';
import type { AddCommand } from '../../program.ts';
import { clean } from './clean.ts';
import { status } from './status.ts';

export const addCache: AddCommand = (program, shell, done) => {
  const cache = program.command('cache').description('say how large the cache is, and make it smaller');
  const add = (name: string, description: string, isDefault = false) =>
    cache
      .command(name, { isDefault })
      .description(description)
      .addOption(workspaceOption())
      .option('--store <folder>', 'where images and runs are kept (default: .vlprompt in the workspace)')
      .option('--verbose', 'print what the engine says')
      .addOption(jsonOption());

  add('status', 'say what is kept, and how much of it runs, decisions and releases refer to', true).action(
    async (options) => done(await status(options, shell)),
  );
  add('clean', 'remove what has not been used for longest, but for what runs, decisions and releases refer to')
    .option('--to <size>', 'how large it may be afterwards, such as 5GB or 500MB', bytes, 0)
    .action(async (options) => done(await clean(options, shell)));
};

const units: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

function bytes(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ?([kmgt]?b)?$/i.exec(text.trim()) ?? [];
  const size = Number(amount) * (units[(unit ?? 'B').toUpperCase()] ?? Number.NaN);
  if (Number.isSafeInteger(Math.round(size)) && (unit !== undefined || size === 0)) return Math.round(size);
  throw new InvalidArgumentError('It is 0, or a number with its unit: 5GB, 500MB.');
}
