/** @file `vlprompt models`: which models there are, and everything that is done with them. */
import { Option } from 'commander';
import { collect, jsonOption, workspaceOption } from '../../options.ts';
import type { AddCommand } from '../../program.ts';
import { listAvailable } from './available.ts';
import { download } from './download.ts';
import { list } from './list.ts';
import { lock } from './lock.ts';
import { remove } from './remove.ts';
import { verify } from './verify.ts';
import { where } from './where.ts';

export const addModels: AddCommand = (program, shell, done) => {
  const models = program.command('models').description('list, download, verify and remove models');
  const add = (name: string, description: string) =>
    models
      .command(name)
      .description(description)
      .addOption(workspaceOption())
      .option('--models <folder>', 'a further folder that models may be loaded from; may be repeated', collect)
      .option('--verbose', 'print what the engine says');
  const named = 'starter/NAME, ./FOLDER or hf:OWNER/NAME@REVISION';

  add('list', 'list the models that are here')
    .addOption(jsonOption())
    .action(async (options) => done(await list(options, shell)));
  models
    .command('available')
    .description('list public models that are known to work, whether they are here or not')
    .addOption(jsonOption())
    .action(async (options) => done(await listAvailable(options, shell)));
  add('download', 'download a model of the hub; goes on where an earlier download stopped')
    .argument('<model>', 'hf:OWNER/NAME@REVISION')
    .addOption(new Option('--precision <name>', 'which of its files').choices(['fp32', 'fp16', 'int8']))
    .option('--yes', 'do not ask')
    .addOption(jsonOption())
    .action(async (model, options) => done(await download(model, options, shell)));
  add('verify', 'compare the files of models with the digests that they should have')
    .argument('[model...]', `${named}; all that are here when none is named`)
    .addOption(jsonOption())
    .action(async (names, options) => done(await verify(names, options, shell)));
  add('remove', 'remove a downloaded model')
    .argument('<model>', 'hf:OWNER/NAME@REVISION')
    .action(async (model, options) => done(await remove(model, options, shell)));
  add('lock', 'write the digests of the models that prompt files use into vlprompt.lock')
    .argument('<file...>', 'prompt files')
    .action(async (files, options) => done(await lock(files, options, shell)));
  add('where', 'say where models are looked for')
    .addOption(jsonOption())
    .action((options) => done(where(options, shell)));
};
