import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { png, tEXt } from '../language/exchange/pictures.ts';
import { stubbedShell } from './support/stub-engine.ts';

const infotext = `a (fox:1.2), {red}
Negative prompt: blurry
Steps: 20, Sampler: Euler, CFG scale: 7, Seed: 42, Size: 64x64, Model: v1-5, RNG: CPU, Version: v1.10.1`;

const recipe = `model painter = "./models/v1-5"

// From fox.png, made by A1111 v1.10.1 with the model v1-5.
// Put that model, exported to ONNX, into the folder that \`model\` names, or name another.
recipe fox {
  model:     painter
  prompt:    "a (fox:1.2), \\{red\\}"
  negative:  "blurry"
  emphasis:  a1111
  seed:      42
  steps:     20
  scheduler: euler
  guidance:  7
  size:      64x64
}
`;

describe('vlprompt import and copy', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-exchange-'));
    await writeFile(path.join(folder, 'fox.png'), png(tEXt('parameters', infotext)));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function vlprompt(...args: readonly string[]) {
    const shell = stubbedShell({ workingDirectory: folder });
    const exitCode = await runCommandLine(args, shell);
    assert.deepEqual(shell.started, [], 'an engine was started');
    return { exitCode, out: shell.terminal.written(), notes: shell.terminal.notes.join('\n') };
  }

  const read = (name: string) => readFile(path.join(folder, name), 'utf8');

  it('print the recipe of a picture, and what could not be expressed beside it', async () => {
    assert.deepEqual(await vlprompt('import', 'fox.png'), {
      exitCode: 0,
      out: recipe,
      notes: 'Put that model, exported to ONNX, into the folder that `model` names, or name another.',
    });
    const { out } = await vlprompt('import', 'fox.png', '--json');
    const { format, recipe: name, text, notes } = JSON.parse(out);
    assert.deepEqual([format, name, text, notes.length], ['vlprompt.import', 'fox', recipe, 1]);
  });

  it('write a file, or add to one with names that are free', async () => {
    const first = await vlprompt('import', 'fox.png', '-o', 'new/fox.vlprompt');
    assert.deepEqual(
      [first.out, first.notes.split('\n').at(-1)],
      ['', `recipe fox was written to ${path.join('new', 'fox.vlprompt')}.`],
    );
    assert.equal(await read('new/fox.vlprompt'), recipe);
    await vlprompt('import', 'fox.png', '-o', 'new/fox.vlprompt');
    const both = await read('new/fox.vlprompt');
    assert.ok(both.startsWith(`${recipe}\n// From fox.png`), both);
    assert.match(both, /^recipe fox_2 \{$/mu);
    assert.equal((await vlprompt('check', 'new/fox.vlprompt')).exitCode, 0);
  });

  it('keep the line ends of a file that is added to', async () => {
    await writeFile(path.join(folder, 'a.vlprompt'), 'let a = "x"\r\n');
    await vlprompt('import', 'fox.png', '-o', 'a.vlprompt');
    assert.ok((await read('a.vlprompt')).startsWith('let a = "x"\r\n\r\nmodel painter'));
    assert.doesNotMatch(await read('a.vlprompt'), /[^\r]\n/u);
  });

  it('refuse what is no picture of theirs in one sentence', async () => {
    await writeFile(path.join(folder, 'bad.png'), 'a\0b');
    await writeFile(path.join(folder, 'plain.png'), png());
    for (const [name, sentence] of [
      ['none.png', 'none.png does not exist: check its name.'],
      ['bad.png', 'bad.png is no PNG, JPEG or WebP picture: choose one that a tool made from words.'],
    ] as const) {
      const { exitCode, out, notes } = await vlprompt('import', name);
      assert.deepEqual([exitCode, out], [1, '']);
      assert.equal(notes, `vlprompt: ${sentence}`);
    }
    assert.match((await vlprompt('import', '.')).notes, / is a folder: name a picture\.$/u);
    const { notes } = await vlprompt('import', 'plain.png', '-o', 'x.vlprompt');
    assert.match(notes, /^vlprompt: plain\.png does not say how it was made: /u);
    await assert.rejects(read('x.vlprompt'));
  });

  it('write through no link', async function () {
    if (process.platform === 'win32') this.skip();
    await writeFile(path.join(folder, 'real.vlprompt'), '');
    await symlink(path.join(folder, 'real.vlprompt'), path.join(folder, 'link.vlprompt'));
    const { exitCode, notes } = await vlprompt('import', 'fox.png', '-o', 'link.vlprompt');
    assert.equal(exitCode, 1);
    assert.match(notes, /it is a link; name the file itself/u);
  });

  it('give back what was imported', async () => {
    await vlprompt('import', 'fox.png', '-o', 'fox.vlprompt');
    const { out } = await vlprompt('copy', 'fox.vlprompt', 'fox');
    assert.equal(out.replace(/vlprompt \d+\.\d+\.\d+/u, 'v1.10.1'), `${infotext}\n`);
    assert.equal(
      (await vlprompt('copy', 'fox.vlprompt', 'fox', '--as', 'command')).out,
      'vlprompt run fox.vlprompt fox\n',
    );
    assert.match((await vlprompt('copy', 'fox.vlprompt', 'fox', '--as', 'diffusers')).out, /manual_seed\(42\)/u);
  });

  it('copy any image of a recipe, and say when there are not so many', async () => {
    await writeFile(path.join(folder, 'a.vlprompt'), 'recipe a {\n  prompt: "x"\n  images: 2\n  seed: [5, 9]\n}\n');
    assert.match((await vlprompt('copy', 'a.vlprompt', 'a', '--image', '3')).out, /, Seed: 9, /u);
    const { exitCode, notes } = await vlprompt('copy', 'a.vlprompt', 'a', '--image', '5');
    assert.deepEqual([exitCode, notes], [64, 'vlprompt: The recipe a has 4 images; --image 5 is none of them.']);
    assert.equal((await vlprompt('copy', 'a.vlprompt', 'a', '--image', '0')).exitCode, 64);
    assert.equal((await vlprompt('copy', 'a.vlprompt', 'b')).exitCode, 64);
    assert.equal((await vlprompt('copy', 'a.vlprompt', 'a', '--as', 'poem')).exitCode, 64);
  });
});
