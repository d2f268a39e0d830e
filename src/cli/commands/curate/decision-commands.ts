/** @file Commands of `vlprompt curate` by which reviewers decide, and look at what was decided. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DecisionAct, DecisionChange, SplitName } from '../../../protocol/decisions.ts';
import type { ExitCode } from '../../exit-code.ts';
import { collect, jsonOption, workspaceOption } from '../../options.ts';
import type { Shell } from '../../shell.ts';
import { type DecideOptions, decide } from './decide.ts';
import { disputes } from './disputes.ts';
import { log } from './log.ts';
import { withPolicy } from './policy-option.ts';
import { undo } from './undo.ts';

const who = 'VLPROMPT_REVIEWER, else user.name of git';

/** @param ofFile a command about a curation of a file */
export function addDecisions(
  curate: Command,
  ofFile: (name: string, description: string) => Command,
  shell: Shell,
  done: (code: ExitCode) => void,
): void {
  const deciding = (name: string, description: string) =>
    ofFile(name, description)
      .option('--where <condition>', 'images for which it holds, such as "score < 0.2 and class = shirt"')
      .option('--ids <file>', 'images by id, SHA-256 of the file, or path, one a line; - reads standard input')
      .option('--why <reason>', 'a reason, such as blurred; may be repeated', reasons)
      .option('--note <words>', 'a note', words)
      .option('--reviewer <name>', `who decides (default: ${who})`)
      .option('--dry-run', 'say what would change, and change nothing');
  const act = (op: DecisionAct | 'note', description: string) =>
    deciding(op, description).action(async (file, name, options) =>
      done(await decide({ op }, file, name, options, shell)),
    );
  /** @param changeOf what it becomes → what is said of it */
  const becoming = <T>(name: string, description: string, to: Option, changeOf: (to: T) => DecisionChange) =>
    deciding(name, description)
      .addOption(to.makeOptionMandatory())
      .action(async (file, curation, { to: value, ...options }: DecideOptions & { readonly to: T }) =>
        done(await decide(changeOf(value), file, curation, options, shell)),
      );

  act('accept', 'keep images');
  act('reject', 'reject images');
  act('undecide', 'decide nothing any more about images');
  act('flag', 'mark images, to be found again');
  act('unflag', 'take that mark away');
  const toClass = new Option('--to <class>', 'what they show');
  becoming('relabel', 'say that images show another class', toClass, (to: string) => ({ op: 'relabel', to }));
  const toStars = new Option('--to <stars>', 'from 1 to 5; 0 takes a rating back').argParser(stars);
  becoming('rate', 'rate images', toStars, (to: number) => ({ op: 'rate', to }));
  const toTag = () => new Option('--to <tag>', 'a word of your own').argParser(words);
  becoming('tag', 'give images a tag', toTag(), (to: string) => ({ op: 'tag', to }));
  becoming('untag', 'take a tag away', toTag(), (to: string) => ({ op: 'untag', to }));
  const toSplit = new Option('--to <split>', 'which part of the set').choices(['train', 'val', 'test']);
  becoming('split', 'put images into a part of the set', toSplit, (to: SplitName) => ({ op: 'split', to }));
  act('note', 'note something on images; without --note, take an earlier note back');

  withPolicy(withBlind(ofFile('disputes', 'name the images that reviewers differ on, with what each says')))
    .option('--where <condition>', 'only images for which it holds')
    .option('--reviewer <name>', `whose review it is (default: ${who})`)
    .action(async (file, name, options) => done(await disputes(file, name, options, shell)));

  withBlind(ofFile('log', 'say who decided what, when and why, and what they had said before'))
    .option('--where <condition>', 'only images for which it holds')
    .option('--reviewer <name>', 'only what they wrote; may be repeated', collect)
    .option('--image <image>', 'only this one: its id, SHA-256 of the file, or path; may be repeated', collect)
    .action(async (file, name, options) => done(await log(file, name, options, shell)));

  for (const way of ['undo', 'redo'] as const) {
    curate
      .command(way)
      .description(descriptions[way])
      .option('--steps <number>', 'how many', steps, 1)
      .option('--reviewer <name>', `whose (default: ${who})`)
      .addOption(workspaceOption())
      .option('--verbose', 'print what the engine says')
      .addOption(jsonOption())
      .action(async (options) => done(await undo(way, options, shell)));
  }
}

const descriptions = {
  undo: 'take back the last steps of a reviewer, whatever they were',
  redo: 'do again what was taken back last, as long as nothing was decided since',
};

/** Of commands that show what others said. */
export function withBlind(command: Command): Command {
  return command
    .option('--blind', 'leave out what others said until you have decided on every image (default: as the file says)')
    .option('--no-blind', 'show it, whatever the file says');
}

function words(written: string): string {
  if (written.trim() !== '') return written;
  throw new InvalidArgumentError('It says nothing: write words, or leave the option out.');
}

function reasons(written: string, before?: readonly string[]): readonly string[] {
  return collect(words(written), before);
}

function stars(written: string): number {
  if (/^[0-5]$/.test(written)) return Number(written);
  throw new InvalidArgumentError('It is a whole number from 0 to 5.');
}

function steps(written: string): number {
  const number = Number(written);
  if (Number.isInteger(number) && number >= 1 && number <= 10_000) return number;
  throw new InvalidArgumentError('It is a whole number from 1 on.');
}
