/** @file The commands of `vlprompt` and their options. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { addCache } from './commands/cache/cache.ts';
import { check } from './commands/check.ts';
import { compare } from './commands/compare.ts';
import { copy, copyForms } from './commands/copy.ts';
import { addCurate } from './commands/curate/curate.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { evaluate } from './commands/evaluate.ts';
import { expand } from './commands/expand.ts';
import { explain } from './commands/explain.ts';
import { format } from './commands/format.ts';
import { importPicture } from './commands/import.ts';
import { languageServer } from './commands/language-server.ts';
import { mcp } from './commands/mcp/mcp.ts';
import { addModels } from './commands/models/models.ts';
import { plan } from './commands/plan.ts';
import { addProviders } from './commands/providers/providers.ts';
import { report } from './commands/report.ts';
import { run } from './commands/run.ts';
import { addRuns } from './commands/runs/runs.ts';
import { test } from './commands/test/test.ts';
import { WORKING_TREE } from './comparison-sides.ts';
import type { ExitCode } from './exit-code.ts';
import { collect, downloadOption, jsonOption, withEngineOptions, workspaceOption } from './options.ts';
import { productVersion } from './product.ts';
import type { Shell } from './shell.ts';

/** @param done is told how the command ended */
export function createProgram(shell: Shell, done: (exitCode: ExitCode) => void): Command {
  const program = new Command('vlprompt')
    .description('Prompts as source code: draw images from words, and see which words tell images apart.')
    .version(productVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    // An option behind a command is the command's own, such as the version of a release.
    .enablePositionalOptions()
    .addHelpText('after', exitCodeHelp)
    .configureOutput({
      writeOut: (text) => shell.terminal.write(text),
      // Commander throws what it writes here; it is told in one sentence where it is caught.
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(shell.terminal.width, 110),
    })
    .exitOverride();
  for (const addCommand of [
    addCheck,
    addExplain,
    addFormat,
    addPlan,
    addExpand,
    addImport,
    addCopy,
    addRun,
    addEvaluate,
    addCompare,
    addTest,
    addCurate,
    addModels,
    addProviders,
    addCache,
    addRuns,
    addReport,
    addDoctor,
    addServer,
    addMcp,
    addDemo,
  ]) {
    addCommand(program, shell, done);
  }
  return program;
}

const exitCodeHelp = `
Exit codes: 0 done and every statement held · 1 an expect failed or something went wrong · 2 a check needs a human ·
3 test: cancelled · 4 test: nothing selected · 64 wrong command line · 130 cancelled`;

export type AddCommand = (program: Command, shell: Shell, done: (exitCode: ExitCode) => void) => void;

const addCheck: AddCommand = (program, shell, done) => {
  program
    .command('check')
    .description('say what is wrong with prompt files and wildcard files')
    .argument('<file...>', 'prompt files, and wildcard files (.txt, .yaml, .json)')
    .addOption(workspaceOption())
    .addOption(jsonOption())
    .action(async (files, options) => done(await check(files, options, shell)));
};

const addExplain: AddCommand = (program, shell, done) => {
  program
    .command('explain')
    .description('say what a diagnostic means, with a wrong and a right example')
    .argument('[code]', 'its code; all codes are listed when none is named')
    .action((code) => done(explain(code, shell)));
};

const addFormat: AddCommand = (program, shell, done) => {
  program
    .command('format')
    .description('write prompt files in their canonical form')
    .argument('[file...]', 'prompt files')
    .option('--check', 'change nothing; fail when a file is not in form')
    .option('--stdin', 'read standard input and write the formatted text to standard output')
    .addOption(jsonOption())
    .action(async (files, options) => done(await format(files, options, shell)));
};

const addPlan: AddCommand = (program, shell, done) => {
  program
    .command('plan')
    .description('say what a prompt file would draw and judge, without doing it')
    .argument('<file>', 'prompt file')
    .addOption(workspaceOption())
    .addOption(jsonOption())
    .action(async (file, options) => done(await plan(file, options, shell)));
};

const addExpand: AddCommand = (program, shell, done) => {
  program
    .command('expand')
    .description('print the prompts that recipes draw and evaluations judge by, spelled out')
    .argument('<file>', 'prompt file')
    .argument('[name...]', 'recipes and evaluations; all of the file when none is named')
    .addOption(workspaceOption())
    .addOption(jsonOption())
    .action(async (file, names, options) => done(await expand(file, names, options, shell)));
};

const addImport: AddCommand = (program, shell, done) => {
  program
    .command('import')
    .description('print the recipe of a picture that vlprompt, A1111, ComfyUI, InvokeAI or SwarmUI made')
    .argument('<image>', 'PNG, JPEG or WebP picture, or the text that A1111 writes beside one')
    .option('-o, --output <file>', 'write the recipe to this prompt file; one that is there is added to')
    .addOption(jsonOption())
    .action(async (image, options) => done(await importPicture(image, options, shell)));
};

const addCopy: AddCommand = (program, shell, done) => {
  program
    .command('copy')
    .description('print an image of a recipe as other tools have it')
    .argument('<file>', 'prompt file')
    .argument('<recipe>', 'recipe')
    .addOption(new Option('--as <form>', 'what to print').choices(copyForms).default('infotext'))
    .option('--image <number>', 'which image, counted from 1 along the rows of the grid', imageNumber, 1)
    .addOption(workspaceOption())
    .action(async (file, recipe, options) => done(await copy(file, recipe, options, shell)));
};

const addRun: AddCommand = (program, shell, done) => {
  withEngineOptions(program.command('run'))
    .description('draw what is missing of recipes')
    .argument('<file>', 'prompt file')
    .argument('[recipe...]', 'recipes to draw; all of the file when none is named')
    .addOption(downloadOption())
    .option('--report <file>', 'write a page with the drawn images (HTML, one file)')
    .action(async (file, recipes, options) => done(await run(file, recipes, options, shell)));
};

const addEvaluate: AddCommand = (program, shell, done) => {
  withEngineOptions(program.command('evaluate'))
    .description('judge real and drawn images, and test what the file states about them')
    .argument('<file>', 'prompt file')
    .argument('[evaluation...]', 'evaluations to run; all of the file when none is named')
    .addOption(downloadOption())
    .option('--contributions', 'also measure what each line of the judge’s prompts contributes')
    .option('--report <file>', 'write a page with matrices, mistakes and drawn images (HTML, one file)')
    .action(async (file, evaluations, options) => done(await evaluate(file, evaluations, options, shell)));
};

const addTest: AddCommand = (program, shell, done) => {
  withEngineOptions(program.command('test'))
    .description('test what prompt files state, and say which images speak against it')
    .argument('[path...]', 'prompt files and folders; the whole workspace when none is named')
    .option('--filter <pattern>', 'only statements that fit: `file::evaluation::statement`; may be repeated', collect)
    .option('--list', 'print what there is to test, and test nothing')
    .option('--changed [ref]', 'judge only what has changed since a commit, or else since its last report')
    .option('--resume', 'go on with a run that was cancelled or killed')
    .option('--retry-failed', 'only evaluations that failed when they were tested last')
    .addOption(downloadOption())
    .option('--junit <file>', 'write results as JUnit XML')
    .option('--markdown <file>', 'write a summary for a pull request')
    .action(async (paths, options) => done(await test(paths, options, shell)));
};

const addCompare: AddCommand = (program, shell, done) => {
  withEngineOptions(program.command('compare'))
    .description('say what changed in words, in pictures, and what became better or worse')
    .argument('<file>', 'prompt file')
    .argument('[name]', 'recipe or evaluation; all of the file when none is named')
    .option('--to <state>', 'what to compare with: a branch, tag or commit, a run, or baseline', 'HEAD')
    .option('--from <state>', 'what is compared, named alike', WORKING_TREE)
    .option('--draw', 'first draw what is missing on either side')
    .addOption(new Option('--markdown', 'print Markdown, as for a pull request').conflicts('json'))
    .action(async (file, name, options) => done(await compare(file, name, options, shell)));
};

const addReport: AddCommand = (program, shell, done) => {
  withEngineOptions(program.command('report'), { json: false })
    .description('write a run that was as a page (HTML, one file)')
    .argument('[run]', 'its name, as `vlprompt runs` lists it; the last that was done when none is named')
    .option('-o, --output <file>', 'where to write it', 'vlprompt-report.html')
    .action(async (run, options) => done(await report(run, options, shell)));
};

const addDoctor: AddCommand = (program, shell, done) => {
  withEngineOptions(program.command('doctor'))
    .description('look at everything that a run needs, and say what is wrong')
    .action(async (options) => done(await doctor(options, shell)));
};

const addServer: AddCommand = (program, _shell, done) => {
  program
    .command('lsp')
    .description('serve the language server protocol on standard input and output')
    .option('--stdio', 'the only way there is; editors like to say it')
    .action(async () => done(await languageServer()));
};

const addMcp: AddCommand = (program, shell, done) => {
  withEngineOptions(program.command('mcp'), { json: false })
    .description('serve assistants over the Model Context Protocol on standard input and output')
    .action(async (options) => done(await mcp(options, shell)));
};

const addDemo: AddCommand = (program, shell, done) => {
  program
    .command('demo')
    .description('draw and judge one of the examples that come with vlprompt')
    .argument('[example]', 'fashion or inspection', 'fashion')
    .action(async (example) => done(await demo(example, shell)));
};

function imageNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It is a whole number from 1.');
  return number;
}
