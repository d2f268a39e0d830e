import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { productVersion } from '../../src/cli/product.ts';
import type { EngineCaller } from '../../src/engine/client/engine.ts';
import type { ContributionReport, Verdict } from '../../src/protocol/evaluation.ts';
import { Failure } from '../../src/protocol/failure.ts';
import { assertGolden } from './support/golden.ts';
import { drawn, report, share, source, span } from './support/sample.ts';
import { stubbedCommands } from './support/stubbed-commands.ts';

const tools = `class saw "saw"
class tongs "tongs"

data holdout from "photos"

recipe preview {
  classes:  all
  prompt:   "a \${class}"
  images:   2
  guidance: [1, 3]
}

evaluate zeroshot {
  prompt: "a \${class}"
  on:     holdout, preview
  expect accuracy >= 80%
}
`;

const classes = ['saw', 'tongs'];
const confusion = [
  [2, 1],
  [0, 1],
];

const contributions: ContributionReport = {
  evaluation: 'zeroshot',
  sources: [
    {
      name: 'holdout',
      n: 500,
      of: 2000,
      accuracy: share(0.91, 500),
      lines: (
        [
          [11, 'a photo of a saw', 0.9, 0.013, 0.002, 0.024],
          [12, 'no saw', 0.8, -0.004, -0.01, 0.002],
          [13, 'saw', 0.9, null, null, null],
        ] as const
      ).map(([line, example, alone, value, low, high]) => ({
        source: { ...span, start: { line, character: 0 } },
        example,
        alone: share(alone, 500),
        contribution: { value, low, high, n: 500, method: 'paired-bootstrap' },
      })),
    },
  ],
};

function evaluating(verdict: Verdict): Partial<EngineCaller> {
  const judged = report(classes, [source('holdout', 'data', { classes, confusion })]);
  return {
    evaluate: async () => ({ ...judged, verdict }),
    lookup: async ({ recipe }) => drawn(recipe, (index) => `/images/${index}.png`),
  };
}

const drawing: Partial<EngineCaller> = {
  draw: async ({ recipe }) => drawn(recipe, (index) => `/images/${index}.png`),
};

describe('vlprompt', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-cli-'));
    for (const name of ['saw', 'tongs']) await mkdir(path.join(folder, 'photos', name), { recursive: true });
    await writeFile(path.join(folder, 'tools.vlprompt'), tools);
  });

  afterEach(() => rm(folder, { recursive: true }));

  const { vlprompt, transcript } = stubbedCommands(() => folder);

  it('prints its version', async () => {
    assert.deepEqual(await vlprompt(['--version']), {
      exitCode: 0,
      out: `${productVersion()}\n`,
      notes: '',
      started: [],
    });
  });

  it('prints help, and fails when nothing was asked', async () => {
    assertGolden('help.txt', transcript(await vlprompt(['--help'])));
    assert.equal((await vlprompt([])).exitCode, 64);
    assertGolden('help-evaluate.txt', transcript(await vlprompt(['evaluate', '--help'])));
  });

  for (const [args, sentence] of [
    [['evalute'], "vlprompt: Unknown command 'evalute'; did you mean evaluate?"],
    [['run', 'tools.vlprompt', '--reprot', 'x'], "vlprompt: Unknown option '--reprot'; did you mean --report?"],
    [['run'], "vlprompt: Missing required argument 'file'."],
    [
      ['run', 'tools.vlprompt', '--threads', 'two'],
      "vlprompt: Option '--threads <number>' argument 'two' is invalid. It is a whole number from 0 to 1024.",
    ],
    [
      ['run', 'tools.vlprompt', 'previw'],
      'vlprompt: tools.vlprompt declares no `recipe previw`; did you mean preview?',
    ],
    [['evaluate', 'tools.vlprompt', 'x'], 'vlprompt: tools.vlprompt declares no `evaluate x`; it has zeroshot'],
    [['format'], 'vlprompt: Name the files to format, or use --stdin.'],
    [['demo', 'fasion'], 'vlprompt: There is no example fasion; did you mean fashion?'],
    [['run', 'tools.vlprompt', '--workspace', 'nowhere'], 'vlprompt: There is no folder <folder>/nowhere.'],
  ] as const) {
    it(`refuses \`vlprompt ${args.join(' ')}\` in one sentence`, async () => {
      const { exitCode, out, notes, started } = await vlprompt(args);
      assert.deepEqual(
        { exitCode, out, notes: notes.replaceAll(folder, '<folder>') },
        { exitCode: 64, out: '', notes: sentence },
      );
      assert.deepEqual(started, []);
    });
  }

  it('says of what it does not run yet that it is checked', async () => {
    await writeFile(path.join(folder, 'later.vlprompt'), `${tools}benchmark order from "." {\n  format: pairs\n}\n`);
    const { exitCode, notes } = await vlprompt(['run', 'later.vlprompt', 'order']);
    assert.equal(exitCode, 1);
    assert.match(notes, /`benchmark order` in later\.vlprompt is checked, but this version does not run it yet\.$/u);
  });

  describe('format', () => {
    it('names what it cannot read, changes nothing, and fails', async () => {
      const broken = 'class shirt "shirt" }\n';
      await writeFile(path.join(folder, 'broken.vlprompt'), broken);
      for (const args of [
        ['format', 'broken.vlprompt'],
        ['format', '--check', 'broken.vlprompt'],
      ]) {
        const { exitCode, notes } = await vlprompt(args);
        assert.equal(exitCode, 1);
        assert.match(notes, /^broken\.vlprompt has a syntax error and was left as it is/u);
      }
      assert.equal(await readFile(path.join(folder, 'broken.vlprompt'), 'utf8'), broken);
    });
  });

  describe('explain', () => {
    it('says what a code means, with a wrong and a right example', async () => {
      const { out, exitCode } = await vlprompt(['explain', 'duplicate-name']);
      assert.match(out, /^# `duplicate-name`\n\nTwo declarations have the same name\./u);
      assert.match(out, /## Wrong[\s\S]*class shirt "blouse"[\s\S]*## Right/u);
      assert.equal(exitCode, 0);
    });

    it('lists all codes, and guesses wrong ones', async () => {
      const { out } = await vlprompt(['explain']);
      assert.ok(out.split('\n').includes('unknown-name'));
      const { notes, exitCode } = await vlprompt(['explain', 'unknown-nam']);
      assert.deepEqual(
        [exitCode, notes],
        [64, 'vlprompt: No diagnostic has the code unknown-nam; did you mean unknown-name?'],
      );
    });
  });

  describe('plan', () => {
    it('says what would be drawn and judged, without an engine', async () => {
      const ran = await vlprompt(['plan', 'tools.vlprompt']);
      assertGolden('plan.txt', transcript(ran));
      assert.deepEqual(ran.started, []);
    });

    it('says of which recipes images are drawn first', async () => {
      const painting = 'recipe painting {\n  prompt: "a painting of a ${class}"\n  init:   preview\n}\n';
      await writeFile(path.join(folder, 'painting.vlprompt'), `${tools}\n${painting}`);
      const { out } = await vlprompt(['plan', 'painting.vlprompt']);
      assert.match(out, /^ {2}painting: first 2 images of preview, to begin with$/m);
    });

    it('prints the plan as one JSON document', async () => {
      const { out, exitCode } = await vlprompt(['plan', 'tools.vlprompt', '--json']);
      const { format, errors, plan } = JSON.parse(out);
      assert.deepEqual({ format, errors, exitCode }, { format: 'vlprompt.plan', errors: 0, exitCode: 0 });
      assert.equal(plan.recipes[0].cells.length, 4);
      assert.equal(plan.evaluations[0].statements[0].text, 'expect accuracy >= 80%');
    });

    it('leaves out what carries an error, and says so', async () => {
      await writeFile(path.join(folder, 'bad.vlprompt'), tools.replace('[1, 3]', '"much"'));
      const { out, notes, exitCode } = await vlprompt(['plan', 'bad.vlprompt', '--json']);
      assert.deepEqual([JSON.parse(out).plan.recipes, exitCode], [[], 1]);
      assert.match(notes, /what carries an error, and what depends on it, is left out\.$/u);
    });
  });

  describe('expand', () => {
    it('prints every prompt once for each class', async () => {
      await writeFile(
        path.join(folder, 'words.vlprompt'),
        tools.replace('"a ${class}"\n  images', '"a {old|new} ${class}"\n  images'),
      );
      assertGolden('expand.txt', transcript(await vlprompt(['expand', 'words.vlprompt'])));
    });

    it('takes names, and guesses wrong ones', async () => {
      const { out } = await vlprompt(['expand', 'tools.vlprompt', 'preview']);
      assert.equal(out, 'a saw\na tongs\n');
      const { notes, exitCode } = await vlprompt(['expand', 'tools.vlprompt', 'zeroshott']);
      assert.equal(exitCode, 64);
      assert.match(notes, /declares no recipe or evaluation `zeroshott`; did you mean zeroshot\?/u);
    });

    it('prints one JSON document with seeds', async () => {
      const { out } = await vlprompt(['expand', 'tools.vlprompt', 'preview', '--json']);
      const { sources } = JSON.parse(out);
      assert.deepEqual(sources, [
        {
          kind: 'recipe',
          name: 'preview',
          classes: [
            { class: 'saw', prompts: [{ prompt: 'a saw', negative: '', seeds: [0, 1] }] },
            { class: 'tongs', prompts: [{ prompt: 'a tongs', negative: '', seeds: [0, 1] }] },
          ],
        },
      ]);
    });
  });

  describe('check', () => {
    it('reads wildcard files as such', async () => {
      await writeFile(path.join(folder, 'colours.txt'), '# colours\nred\nred\nx::blue\n');
      await writeFile(path.join(folder, 'good.yaml'), 'warm: [red, orange]\n');
      const { out, exitCode } = await vlprompt(['check', 'colours.txt', 'good.yaml']);
      assert.match(out, /^colours\.txt:3:1: warning: .*\[duplicate-value\]$/mu);
      assert.doesNotMatch(out, /good\.yaml/u);
      assert.equal(exitCode, 0);
    });

    it('shows the line and what is meant', async () => {
      await writeFile(
        path.join(folder, 'bad.vlprompt'),
        tools.replace('class saw "saw"', 'class\tsaw "säge" { alsoo: "x" }').replace('preview\n', 'previw\n'),
      );
      assertGolden('check.txt', transcript(await vlprompt(['check', 'bad.vlprompt', 'tools.vlprompt'])));
    });

    it('prints one JSON document', async () => {
      await writeFile(path.join(folder, 'bad.vlprompt'), 'class saw "saw" { alsoo: "x" }\n');
      const { out, exitCode } = await vlprompt(['check', 'bad.vlprompt', '--json']);
      assertGolden('check.json', out);
      assert.equal(exitCode, 1);
    });

    it('says what is wrong with the path', async () => {
      await writeFile(path.join(folder, 'latin1.vlprompt'), Buffer.from([0xe4, 0x22]));
      assertGolden(
        'check-paths.txt',
        transcript(await vlprompt(['check', 'nowhere.vlprompt', 'photos', 'latin1.vlprompt'])),
      );
    });

    it('finds nothing wrong with an empty file', async () => {
      await writeFile(path.join(folder, 'empty.vlprompt'), '');
      assert.equal((await vlprompt(['check', 'empty.vlprompt'])).exitCode, 0);
    });
  });

  describe('format', () => {
    const untidy = 'class saw     "saw"\nclass   tongs "tongs"';

    it('writes the canonical form once', async () => {
      const file = path.join(folder, 'untidy.vlprompt');
      await writeFile(file, untidy);
      const first = await vlprompt(['format', 'untidy.vlprompt']);
      assert.deepEqual([first.out, first.notes], ['untidy.vlprompt\n', '1 file formatted, 0 left alone.']);
      const second = await vlprompt(['format', 'untidy.vlprompt']);
      assert.deepEqual([second.out, second.notes], ['', '0 files formatted, 1 left alone.']);
      assert.deepEqual((await readdir(folder)).toSorted(), ['photos', 'tools.vlprompt', 'untidy.vlprompt']);
    });

    it('changes nothing with --check', async () => {
      const file = path.join(folder, 'untidy.vlprompt');
      await writeFile(file, untidy);
      assert.equal((await vlprompt(['format', '--check', 'untidy.vlprompt'])).exitCode, 1);
      assert.equal(await readFile(file, 'utf8'), untidy);
    });

    it('passes standard input through', async () => {
      const { out, exitCode } = await vlprompt(['format', '--stdin'], { input: untidy });
      assert.equal(exitCode, 0);
      assert.equal((await vlprompt(['format', '--stdin', '--check'], { input: out })).exitCode, 0);
      assert.equal((await vlprompt(['format', '--stdin', '--check'], { input: untidy })).exitCode, 1);
    });
  });

  describe('run', () => {
    it('prints what was drawn', async () => {
      assertGolden('run.txt', transcript(await vlprompt(['run', 'tools.vlprompt'], { calls: drawing })));
    });

    it('prints one JSON document', async () => {
      const { out } = await vlprompt(['run', 'tools.vlprompt', '--json'], { calls: drawing });
      const keys = /[0-9a-f]{64}/gu;
      assertGolden('run.json', out.replaceAll(folder, '<folder>').replace(keys, '<key>'));
    });

    it('fails when an image failed, and says why', async () => {
      const failed = async ({ recipe }: Parameters<EngineCaller['draw']>[0]) => {
        const result = drawn(recipe, () => '/images/0.png');
        const [first = [], ...cells] = result.cells;
        return {
          ...result,
          done: 7,
          cells: [first.map(({ key }) => ({ key, state: 'failed' as const, reason: 'Too dark.' })), ...cells],
        };
      };
      const { exitCode, out } = await vlprompt(['run', 'tools.vlprompt'], { calls: { draw: failed } });
      assert.equal(exitCode, 1);
      assert.match(out, /✗ Too dark\./u);
    });

    it('says what was done otherwise than asked', async () => {
      const notes = ['Decoded in tiles, because memory was short.'];
      const draw: EngineCaller['draw'] = async ({ recipe }) => ({ ...drawn(recipe, () => '/images/0.png'), notes });
      const { out } = await vlprompt(['run', 'tools.vlprompt'], { calls: { draw } });
      assert.match(out, /! Decoded in tiles/u);
      const json = JSON.parse((await vlprompt(['run', 'tools.vlprompt', '--json'], { calls: { draw } })).out);
      assert.deepEqual(json.recipes[0].notes, notes);
    });

    it('gives the engine what the options say', async () => {
      const args = ['--store', 'images', '--threads', '2', '--provider', 'cpu', '--models', 'mine', '--models', 'ours'];
      const more = ['--memory', '4000', '--offline', '--verbose'];
      const { started } = await vlprompt(['run', ...args, ...more, 'tools.vlprompt'], { calls: drawing });
      const { starterPack: _, ...settings } = started[0]?.settings ?? { starterPack: '' };
      assert.deepEqual(settings, {
        workspace: folder,
        store: path.join(folder, 'images'),
        trustedModelFolders: [path.join(folder, 'mine'), path.join(folder, 'ours')],
        provider: 'cpu',
        threads: 2,
        cache: path.join(folder, 'cache'),
        memory: 4000,
        storeSize: 20,
        offline: true,
        logLevel: 'debug',
      });
    });

    it('does nothing when the file has errors', async () => {
      await writeFile(path.join(folder, 'bad.vlprompt'), tools.replace('classes:  all', 'classes:  hammers'));
      const { exitCode, notes, started } = await vlprompt(['run', 'bad.vlprompt']);
      assert.equal(exitCode, 1);
      assert.match(
        notes,
        /No class or group is called `hammers`[\s\S]*bad\.vlprompt has \d errors?, so nothing was run/u,
      );
      assert.deepEqual(started, []);
    });

    it('has nothing to draw in an empty file', async () => {
      await writeFile(path.join(folder, 'empty.vlprompt'), '');
      const { exitCode, notes } = await vlprompt(['run', 'empty.vlprompt']);
      assert.equal(exitCode, 1);
      assert.match(notes, /vlprompt: empty\.vlprompt declares no `recipe`, so there is nothing to draw: add one\.$/u);
    });
  });

  describe('evaluate', () => {
    it('prints matrices, classes and statements', async () => {
      assertGolden(
        'evaluate.txt',
        transcript(await vlprompt(['evaluate', 'tools.vlprompt'], { calls: evaluating('failed') })),
      );
    });

    it('prints one JSON document', async () => {
      const { out } = await vlprompt(['evaluate', 'tools.vlprompt', '--json'], { calls: evaluating('failed') });
      assertGolden('evaluate.json', out.replaceAll(folder, '<folder>'));
    });

    it('prints what each line contributes, where that is asked for', async () => {
      const calls = { ...evaluating('passed'), contributions: async () => contributions };
      const asked = ['evaluate', 'tools.vlprompt', '--contributions'];
      const { out } = await vlprompt(asked, { calls });
      assert.match(out, /zeroshot on holdout {2}what each line contributes[\s\S]*500 of 2000 images/u);
      const lines = out.split('\n').filter((line) => /^ +\d+ +[-+–\d]/u.test(line));
      assert.deepEqual(
        lines.slice(-3).map((line) => line.trim().split(/ {2,}/u)),
        [
          ['12', '+1.3', '+0.2 to +2.4', '90.0%', '85.0–95.0%', 'a photo of a saw'],
          ['14', '–', '90.0%', '85.0–95.0%', 'saw'],
          ['13', '-0.4', '-1.0 to +0.2', '80.0%', '75.0–85.0%', 'no saw'],
        ],
      );
      const document = JSON.parse((await vlprompt([...asked, '--json'], { calls })).out);
      const [source] = document.evaluations[0].contributions;
      assert.deepEqual([source.source, source.n, source.of, source.lines[0].line], ['holdout', 500, 2000, 12]);
    });

    it('ends as the statements say', async () => {
      for (const [verdict, expected] of [
        ['passed', 0],
        ['failed', 1],
        ['needs-review', 2],
      ] as const) {
        assert.equal(
          (await vlprompt(['evaluate', 'tools.vlprompt'], { calls: evaluating(verdict) })).exitCode,
          expected,
        );
      }
    });

    it('writes a report beside, and says where', async () => {
      const { notes } = await vlprompt(['evaluate', 'tools.vlprompt', '--report', 'out/report.html'], {
        calls: evaluating('passed'),
      });
      assert.match(notes, /The report is .*out\/report\.html$/u);
      assert.match(await readFile(path.join(folder, 'out/report.html'), 'utf8'), /^<!doctype html>[\s\S]*<\/html>\n$/u);
      assert.deepEqual(await readdir(path.join(folder, 'out')), ['report.html']);
    });

    it('does not take a folder for a report', async () => {
      const { exitCode, notes } = await vlprompt(['evaluate', 'tools.vlprompt', '--report', 'photos'], {
        calls: evaluating('passed'),
      });
      assert.equal(exitCode, 1);
      assert.match(notes, /photos could not be written: it is a folder; name a file\.$/u);
      assert.deepEqual((await readdir(folder)).toSorted(), ['photos', 'tools.vlprompt']);
    });
  });

  describe('failures', () => {
    it('are one sentence, and exit 1', async () => {
      const refusal = new Failure('model-missing', 'The model starter/clip is not there: reinstall vlprompt.');
      const { exitCode, out, notes } = await vlprompt(['run', 'tools.vlprompt'], { refusal });
      assert.deepEqual(
        [exitCode, out, notes],
        [1, '', 'vlprompt: The model starter/clip is not there: reinstall vlprompt.'],
      );
    });

    it('are a document with --json', async () => {
      const refusal = new Failure('disk-full', 'The disk is full.');
      const { out } = await vlprompt(['run', 'tools.vlprompt', '--json'], { refusal });
      assert.deepEqual(JSON.parse(out), {
        format: 'vlprompt.failure',
        version: 1,
        code: 'disk-full',
        message: 'The disk is full.',
        exitCode: 1,
      });
    });

    it('exit 130 when it was cancelled', async () => {
      const cancelled = new AbortController();
      const draw = async (_: unknown, options?: { readonly signal?: AbortSignal }) => {
        cancelled.abort();
        assert.equal(options?.signal?.aborted, true);
        throw new Failure('cancelled', 'Cancelled.');
      };
      const { exitCode, notes } = await vlprompt(['run', 'tools.vlprompt'], {
        calls: { draw },
        signal: cancelled.signal,
      });
      assert.deepEqual([exitCode, notes], [130, 'vlprompt: Cancelled.']);
    });

    it('of ours are told as bugs, with their stack', async () => {
      const { exitCode, notes } = await vlprompt(['run', 'tools.vlprompt'], { calls: {} });
      assert.equal(exitCode, 70);
      assert.match(
        notes,
        /^vlprompt: Something went wrong inside vlprompt \(draw was not expected\); please report it/u,
      );
      assert.match(notes, /\n\s+at /u);
    });
  });

  describe('doctor', () => {
    it('shows every check and fails on a bad one', async () => {
      const checks = [
        { name: 'Store', state: 'good', detail: 'Writable.' },
        { name: 'WebGPU', state: 'warning', detail: 'No adapter: the CPU is used.' },
      ] as const;
      const { exitCode, out } = await vlprompt(['doctor'], { calls: { doctor: async () => checks } });
      assert.equal(exitCode, 0);
      assert.match(out, /^✓ Store {3}Writable\.\n! WebGPU {2}No adapter: the CPU is used\.\n$/u);
    });

    it('tells that the engine does not start, rather than fail itself', async () => {
      const refusal = new Failure('engine-not-started', 'The engine did not start: reinstall vlprompt.');
      const { exitCode, out } = await vlprompt(['doctor'], { refusal });
      assert.equal(exitCode, 1);
      assert.match(out, /\n✗ Engine {2}The engine did not start: reinstall vlprompt\.\n$/u);
    });
  });
});
