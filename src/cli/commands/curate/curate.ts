/** @file `vlprompt curate`: what becomes of drawn images, and deciding about many at once. */
import { type Command, InvalidArgumentError } from 'commander';
import type { DecisionAct, FoldPolicy } from '../../../protocol/decisions.ts';
import { collect, jsonOption, withEngineOptions, workspaceOption } from '../../options.ts';
import type { AddCommand } from '../../program.ts';
import { apply } from './apply.ts';
import { attributes } from './attributes.ts';
import { decide } from './decide.ts';
import { addReleases } from './releases/release-commands.ts';
import { status } from './status.ts';
import { undo } from './undo.ts';
import { addUplift } from './uplift-command.ts';

export const addCurate: AddCommand = (program, shell, done) => {
  const curate = program.command('curate').description('turn drawn images into a data set: by rules, and by decisions');
  const ofFile = (name: string, description: string) =>
    withEngineOptions(curate.command(name))
      .description(description)
      .argument('<file>', 'prompt file')
      .argument('[name]', 'curation; the only one of the file when none is named');

  withPolicy(ofFile('status', 'say what is in the set, what is not, and what waits to be decided'))
    .option('--where <condition>', 'only images for which it holds, such as "score < 0.2"')
    .option('--list', 'also name the images')
    .action(async (file, name, options) => done(await status(file, name, options, shell)));

  const addAct = (act: DecisionAct, description: string) =>
    ofFile(act, description)
      .requiredOption('--where <condition>', 'images for which it holds, such as "score < 0.2 and class = shirt"')
      .option('--why <reason>', 'a reason, such as blurred; may be repeated', collect)
      .option('--note <words>', 'a note')
      .option('--reviewer <name>', 'who decides (default: user.name of git)')
      .option('--dry-run', 'say what would change, and change nothing')
      .action(async (file, name, options) => done(await decide(act, file, name, options, shell)));

  addAct('accept', 'keep all images for which a condition holds');
  addAct('reject', 'reject all images for which a condition holds');
  addAct('undecide', 'decide nothing any more about images for which a condition holds');
  addAct('flag', 'mark images for which a condition holds, to be found again');
  addAct('unflag', 'take that mark away');

  curate
    .command('undo')
    .description('take back the last step of a reviewer, whatever it was')
    .option('--reviewer <name>', 'whose step (default: user.name of git)')
    .addOption(workspaceOption())
    .option('--verbose', 'print what the engine says')
    .addOption(jsonOption())
    .action(async (options) => done(await undo(options, shell)));

  withPolicy(ofFile('apply', 'write down which images are in the set'))
    .option('-o, --output <file>', 'where to write it (default: curations/<name>.jsonl in the workspace)')
    .option('--dry-run', 'write nothing')
    .action(async (file, name, options) => done(await apply(file, name, options, shell)));

  addUplift(ofFile, shell, done);

  addReleases(curate, withPolicy, shell, done);

  curate
    .command('attributes')
    .description('tell git to merge decisions of several branches line by line')
    .addOption(workspaceOption())
    .action(async (options) => done(await attributes(options, shell)));
};

function withPolicy(command: Command): Command {
  return command.option(
    '--policy <policy>',
    'how the words of several reviewers become one: any-reject, majority, 2-of-m, adjudicator:NAME',
    policy,
    { kind: 'any-reject' } satisfies FoldPolicy,
  );
}

function policy(written: string): FoldPolicy {
  if (written === 'any-reject' || written === 'majority') return { kind: written };
  const [, least] = /^([1-9]\d{0,2})-of-m$/.exec(written) ?? [];
  if (least !== undefined) return { kind: 'n-of-m', least: Number(least) };
  const [, reviewer] = /^adjudicator:(.+)$/.exec(written) ?? [];
  if (reviewer !== undefined) return { kind: 'adjudicator', reviewer };
  throw new InvalidArgumentError('It is any-reject, majority, a number with -of-m, or adjudicator: with a name.');
}
