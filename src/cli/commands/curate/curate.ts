/** @file `vlprompt curate`: what becomes of drawn images, and deciding about many at once. */
import { downloadOption, withEngineOptions, workspaceOption } from '../../options.ts';
import type { AddCommand } from '../../program.ts';
import { apply } from './apply.ts';
import { attributes } from './attributes.ts';
import { curationReport } from './curation-report.ts';
import { addDecisions, withBlind } from './decision-commands.ts';
import { addFinding } from './finding/finding-commands.ts';
import { withPolicy } from './policy-option.ts';
import { addReleases } from './releases/release-commands.ts';
import { status } from './status.ts';
import { addUplift } from './uplift-command.ts';

export const addCurate: AddCommand = (program, shell, done) => {
  const curate = program.command('curate').description('turn drawn images into a data set: by rules, and by decisions');
  const ofFile = (name: string, description: string) =>
    withEngineOptions(curate.command(name))
      .description(description)
      .argument('<file>', 'prompt file')
      .argument('[name]', 'curation; the only one of the file when none is named')
      .addOption(downloadOption());

  withPolicy(withBlind(ofFile('status', 'say what is in the set, what is not, and what waits to be decided')))
    .option('--where <condition>', 'only images for which it holds, such as "score < 0.2"')
    .option('--list', 'also name the images')
    .option('--reviewer <name>', 'whose review it is (default: VLPROMPT_REVIEWER, else user.name of git)')
    .action(async (file, name, options) => done(await status(file, name, options, shell)));

  addDecisions(curate, ofFile, shell, done);

  withPolicy(ofFile('apply', 'write down which images are in the set'))
    .option('-o, --output <file>', 'where to write it (default: curations/<name>.jsonl in the workspace)')
    .option('--dry-run', 'write nothing')
    .option('--allow-leaks', 'write it also where images on both sides of a border are nearly the same')
    .action(async (file, name, options) => done(await apply(file, name, options, shell)));

  addFinding(ofFile, shell, done);

  withPolicy(ofFile('report', 'write what is in the set and what can be said of it as one file of HTML'))
    .option('-o, --output <file>', 'where to write it (default: <name>-curation.html)')
    .option('--against <data>', 'the real images (default: a pool of the file, else a holdout, else shots)')
    .option('--uplift', 'also measure whether it helps to learn from a few real images')
    .action(async (file, name, options) => done(await curationReport(file, name, options, shell)));

  addUplift(ofFile, shell, done);

  addReleases(curate, withPolicy, shell, done);

  curate
    .command('attributes')
    .description('tell git to merge decisions of several branches line by line')
    .addOption(workspaceOption())
    .action(async (options) => done(await attributes(options, shell)));
};
