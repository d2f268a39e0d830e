/** @file Options that several commands share. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { providerChoices } from './engine-session.ts';

/** What decides how the engine is started. @param json whether its result can be had as a document */
export function withEngineOptions(command: Command, { json = true } = {}): Command {
  const engine = command
    .addOption(workspaceOption())
    .option('--store <folder>', 'where images and runs are kept (default: .vlprompt in the workspace)')
    .addOption(new Option('--provider <name>', 'what computes').choices(providerChoices).default('auto'))
    .option('--threads <number>', 'CPU threads; 0 lets the engine choose', threadCount, 0)
    .option('--models <folder>', 'a further folder that models may be loaded from; may be repeated', collect)
    .option('--memory <megabytes>', 'memory for models; 0 lets the engine choose', megabytes, 0)
    .option('--offline', 'fetch nothing')
    .option('--verbose', 'print what the engine says');
  return json ? engine.addOption(jsonOption()) : engine;
}

export function workspaceOption(): Option {
  return new Option(
    '--workspace <folder>',
    'folder that files stay inside (default: the closest one at or above the file with .vlprompt or .git, else its own)',
  );
}

export function jsonOption(): Option {
  return new Option('--json', 'print one JSON document to standard output');
}

export function downloadOption(): Option {
  return new Option('--download', 'first download models of the hub that are missing, without asking');
}

function threadCount(text: string): number {
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 0 || threads > 1024)
    throw new InvalidArgumentError('It is a whole number from 0 to 1024.');
  return threads;
}

function megabytes(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('It is a whole number of megabytes.');
  return number;
}

export function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}
