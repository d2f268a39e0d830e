/** @file Options of `vlprompt curate find` and `vlprompt curate measure`. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { orderIntents } from '../../../../protocol/image-sets.ts';
import type { ExitCode } from '../../../exit-code.ts';
import type { Shell } from '../../../shell.ts';
import { withPolicy } from '../policy-option.ts';
import { find } from './find.ts';
import { measure } from './measure.ts';

/** @param ofFile a command about a curation of a file */
export function addFinding(
  ofFile: (name: string, description: string) => Command,
  shell: Shell,
  done: (code: ExitCode) => void,
): void {
  ofFile('find', 'list images by what is sought: what is uncertain, alike, spoilt, likely mislabelled, wanting')
    .addOption(
      new Option('--order <intent>', 'what is sought')
        .choices([...Object.keys(orderIntents), 'holes'])
        .makeOptionMandatory(),
    )
    .option('--where <condition>', 'only images for which it holds, such as "class = shirt"')
    .option('--limit <number>', 'images to list', limit, 20)
    .option('--apart <group>', 'of duplicates: say for good that the images of a group do not repeat each other', limit)
    .option('--reviewer <name>', 'who says so (default: VLPROMPT_REVIEWER, else user.name of git)')
    .option('--against <data>', 'of holes: the real images (default: a pool of the file, else a holdout, else shots)')
    .action(async (file, name, options) => done(await find(file, name, options, shell)));

  withPolicy(ofFile('measure', 'measure the set: by itself, slice by slice, and against real images'))
    .option('--where <condition>', 'only images for which it holds, such as "class = shirt"')
    .option('--against <data>', 'the real images (default: a pool of the file, else a holdout, else shots)')
    .option('--drawn', 'measure all drawn images, whatever becomes of them')
    .action(async (file, name, options) => done(await measure(file, name, options, shell)));
}

/** What the engine gives at once. */
const MOST = 1000;

function limit(written: string): number {
  const number = Number(written);
  if (Number.isInteger(number) && number >= 1 && number <= MOST) return number;
  throw new InvalidArgumentError(`It is a whole number from 1 to ${MOST}.`);
}
