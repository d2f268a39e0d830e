/** @file Options of `vlprompt curate uplift`. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { usualUplift } from '../../../protocol/uplift.ts';
import type { ExitCode } from '../../exit-code.ts';
import type { Shell } from '../../shell.ts';
import { uplift } from './uplift.ts';

/** @param ofFile a command about a curation of a file */
export function addUplift(
  ofFile: (name: string, description: string) => Command,
  shell: Shell,
  done: (code: ExitCode) => void,
): void {
  ofFile('uplift', 'measure whether the set helps to learn from a few real images')
    .option('--shots <numbers>', 'real images of each class, such as 1,2,4', shots, usualUplift.shots)
    .option('--share <shares>', 'of training images, drawn: such as 0,0.5,1', shares, usualUplift.shares)
    .option('--seeds <number>', 'how often the shots are drawn anew', seeds, usualUplift.seeds)
    .option('--report <file>', 'also write it as one page of HTML')
    .addOption(
      new Option('--leaks <what>', 'what becomes of training images that are nearly held-out ones')
        .choices(['stop', 'leave-out', 'train'])
        .default('stop'),
    )
    .action(async (file, name, options) => done(await uplift(file, name, options, shell)));
}

function shots(written: string): readonly number[] {
  const isRight = (number: number) => Number.isInteger(number) && number >= 1 && number <= 10_000;
  return numbers(written, isRight, 'It takes whole numbers from 1 on, such as 1,2,4.');
}

function shares(written: string): readonly number[] {
  return numbers(written, (number) => number >= 0 && number <= 1, 'It takes shares from 0 to 1, such as 0,0.5,1.');
}

function seeds(written: string): number {
  const number = Number(written);
  if (Number.isInteger(number) && number >= 1 && number <= 100) return number;
  throw new InvalidArgumentError('It is a whole number from 1 to 100.');
}

/** Ascending, each once. */
function numbers(written: string, isRight: (number: number) => boolean, sentence: string): readonly number[] {
  const parts = written.split(',').map((part) => part.trim());
  const read = parts.map(Number);
  if (parts.length > 50 || parts.includes('') || !read.every(isRight)) throw new InvalidArgumentError(sentence);
  return [...new Set(read)].sort((a, b) => a - b);
}
