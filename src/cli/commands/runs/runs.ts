/** @file `vlprompt runs`: the runs of a workspace, and what is said of them. */
import { jsonOption, withEngineOptions, workspaceOption } from '../../options.ts';
import type { AddCommand } from '../../program.ts';
import { change } from './change.ts';
import { list } from './list.ts';
import { resume } from './resume.ts';
import { show } from './show.ts';

const named = 'its name, a beginning or end of it, or `last`';

export const addRuns: AddCommand = (program, shell, done) => {
  const runs = program.command('runs').description('list runs, look at them, note on them, and go on with them');
  const add = (name: string, description: string, isDefault = false) =>
    runs
      .command(name, { isDefault })
      .description(description)
      .addOption(workspaceOption())
      .option('--store <folder>', 'where images and runs are kept (default: .vlprompt in the workspace)')
      .option('--verbose', 'print what the engine says');

  add('list', 'list the runs, the newest first', true)
    .addOption(jsonOption())
    .action(async (options) => done(await list(options, shell)));
  add('show', 'say what a run was asked for and what came of it')
    .argument('<run>', named)
    .addOption(jsonOption())
    .action(async (run, options) => done(await show(run, options, shell)));
  add('note', 'write a note on a run; without words the note is removed')
    .argument('<run>', named)
    .argument('[words...]', 'the note')
    .action(async (given, words: readonly string[], options) =>
      done(await change(given, ({ id }) => ({ kind: 'note', run: id, note: words.join(' ') }), options, shell)),
    );
  add('pin', 'keep a run and its images until it is unpinned')
    .argument('<run>', named)
    .option('--remove', 'unpin it')
    .action(async (given, options) =>
      done(await change(given, ({ id }) => ({ kind: 'pin', run: id, isPinned: !options.remove }), options, shell)),
    );
  add('baseline', 'make a run what later runs of the same are compared with, and pin it')
    .argument('<run>', named)
    .option('--remove', 'it is the baseline no more')
    .action(async (given, options) =>
      done(
        await change(given, ({ id }) => ({ kind: 'baseline', run: id, isBaseline: !options.remove }), options, shell),
      ),
    );
  add('remove', 'forget a run; its images stay in the cache')
    .argument('<run>', named)
    .action(async (given, options) =>
      done(await change(given, ({ id }) => ({ kind: 'remove', run: id }), options, shell)),
    );
  withEngineOptions(runs.command('resume'))
    .description('go on with a run that was interrupted')
    .argument('[run]', `${named}; the last interrupted one when none is named`)
    .action(async (run, options) => done(await resume(run, options, shell)));
};
