/** @file Commands of `vlprompt curate` by which sets are given to others, and come from them. */
import { type Command, Option } from 'commander';
import { exportFormatNames, importFormatNames } from '../../../../protocol/releases.ts';
import type { ExitCode } from '../../../exit-code.ts';
import { downloadOption, jsonOption, withEngineOptions, workspaceOption } from '../../../options.ts';
import type { Shell } from '../../../shell.ts';
import { diff } from './diff.ts';
import { exportSet } from './export.ts';
import { importData } from './import.ts';
import { materialise } from './materialise.ts';
import { release } from './release.ts';
import { verifyFolder } from './verify.ts';

/**
 * @param withPolicy adds the option that says how the words of reviewers become one
 * @param done is told how a command ended
 */
export function addReleases(
  curate: Command,
  withPolicy: (command: Command) => Command,
  shell: Shell,
  done: (exitCode: ExitCode) => void,
): void {
  const ofSet = (name: string, description: string) =>
    withPolicy(
      withEngineOptions(curate.command(name)).description(description).argument('<file>', 'prompt file'),
    ).addOption(downloadOption());
  const oneName = 'curation; the only one of the file when none is named';
  const leaks = (command: Command) =>
    command.option('--allow-leaks', 'also a set with nearly the same image on both sides of a split');

  leaks(ofSet('export', 'write the set as other tools read it').argument('[name]', oneName))
    .addOption(format('what to write (default: all that `export:` names)', exportFormatNames))
    .option('--to <folder>', 'where to, wherever it is (default: as `export:` says)')
    .option('--replace', 'remove an earlier export in the same place once the new one is whole')
    .action(async (file, name, options) => done(await exportSet(file, name, options, shell)));

  leaks(ofSet('release', 'freeze the set as it is now in releases/<name>/<version>').argument('[name]', oneName))
    .option('--version <x.y.z>', 'its version (default: the lowest that says enough of what changed)')
    .option('--note <words>', 'what it is for')
    .option('--force', 'also with a version that says too little')
    .action(async (file, name, options) => done(await release(file, name, options, shell)));

  ofSet('diff', 'say what differs between two releases, or between one and the set as it is now')
    .argument('[name-and-versions...]', 'curation, older version, newer version; each may be left out')
    .option('--html <file>', 'also write a page with the pictures')
    .action(async (file, words, options) => done(await diff(file, words, options, shell)));

  curate
    .command('verify')
    .description('compare a release, or an export, with what it was')
    .argument('<folder>', 'such as releases/train/1.0.0')
    .addOption(workspaceOption())
    .option('--store <folder>', 'where images are kept (default: .vlprompt in the workspace)')
    .option('--verbose', 'print what the engine says')
    .addOption(jsonOption())
    .action(async (folder, options) => done(await verifyFolder(folder, options, shell)));

  withEngineOptions(curate.command('materialise'))
    .description('make the images of a release again, and export them')
    .argument('<release>', 'such as releases/train/1.0.0')
    .requiredOption('--to <folder>', 'where to')
    .addOption(format('what to write', exportFormatNames).default('imagefolder'))
    .action(async (folder, options) => done(await materialise(folder, options, shell)));

  curate
    .command('import')
    .description('lay the data set of another tool into folders of classes')
    .argument('<folder>', 'of the data set, or its file')
    .requiredOption('--to <folder>', 'in the workspace, such as data/real')
    .addOption(format('what it is (default: found out)', importFormatNames))
    .addOption(workspaceOption())
    .option('--verbose', 'print what the engine says')
    .addOption(jsonOption())
    .action(async (folder, options) => done(await importData(folder, options, shell)));
}

function format(description: string, names: readonly string[]): Option {
  return new Option('--format <name>', description).choices(names);
}
