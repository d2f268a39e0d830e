/** @file `vlprompt providers`: what models can run on in this machine, and installing what does not ship. */
import { Argument } from 'commander';
import { jsonOption } from '../../options.ts';
import type { AddCommand } from '../../program.ts';
import { install } from './install.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';

export const addProviders: AddCommand = (program, shell, done) => {
  const providers = program.command('providers').description('say what models can run on; install the CUDA provider');
  const add = (name: string, description: string) =>
    providers.command(name).description(description).option('--verbose', 'print what the engine says');
  const installable = () => new Argument('<provider>', 'the one that does not ship').choices(['cuda']);

  add('list', 'list the providers, and why one does not work here')
    .addOption(jsonOption())
    .action(async (options) => done(await list(options, shell)));
  add('install', 'fetch, verify and install a provider; goes on where an earlier download stopped')
    .addArgument(installable())
    .option('--yes', 'do not ask')
    .action(async (_, options) => done(await install(options, shell)));
  add('remove', 'remove an installed provider')
    .addArgument(installable())
    .action(async (_, options) => done(await remove(options, shell)));
};
