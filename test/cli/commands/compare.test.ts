import assert from 'node:assert/strict';
import type { EngineCaller } from '../../../src/engine/client/engine.ts';
import type { CompareRequest, Comparison } from '../../../src/protocol/comparison.ts';
import type { RunSummary } from '../../../src/protocol/runs.ts';
import { createRepository, type Repository } from '../../language/git/repository.ts';
import { assertGolden } from '../support/golden.ts';
import { comparison, measure } from '../support/sample-comparison.ts';
import { stubbedCommands } from '../support/stubbed-commands.ts';

const file = (caption: string) => `class shirt "${caption}"
class bag "bag"
recipe preview {
  prompt: "a photo of a \${class}"
}
evaluate zeroshot {
  on: preview
}
`;

const run = (id: string, more: Partial<RunSummary> = {}): RunSummary => ({
  id,
  kind: 'draw',
  name: 'preview',
  file: 'tees.vlprompt',
  started: '2026-11-22T05:06:07.000Z',
  outcome: 'done',
  images: { total: 1, drawn: 1, reused: 0, failed: 0 },
  isPinned: false,
  isBaseline: false,
  ...more,
});

describe('vlprompt compare', function () {
  this.timeout(30_000);
  let repository: Repository;
  let asked: CompareRequest[];

  const commands = stubbedCommands(() => repository.folder);

  const calls = (answer: Comparison, runs: readonly RunSummary[] = []): Partial<EngineCaller> => ({
    listRuns: async () => runs,
    compare: async (request) => {
      asked.push(request);
      return answer;
    },
  });

  const vlprompt = (args: readonly string[], answer = comparison(), runs: readonly RunSummary[] = []) =>
    commands.vlprompt(['compare', ...args], { calls: calls(answer, runs) });

  const captions = () =>
    asked.map(({ before, after }) =>
      [before, after].map((side) => (side.kind === 'recipe' ? side.recipe.cells[0]?.images[0]?.prompt : side.kind)),
    );

  beforeEach(() => {
    asked = [];
    repository = createRepository();
    repository.write('tees.vlprompt', file('shirt'));
    repository.commit('one');
    repository.write('tees.vlprompt', file('red shirt'));
    repository.commit('two');
    repository.write('tees.vlprompt', file('blue shirt'));
  });

  afterEach(() => repository.remove());

  it('compares the working tree with HEAD, every declaration, and says what it found', async () => {
    const ran = await vlprompt(['tees.vlprompt']);
    assert.deepEqual(captions(), [
      ['a photo of a red shirt', 'a photo of a blue shirt'],
      ['evaluation', 'evaluation'],
    ]);
    assert.deepEqual(
      asked.map(({ effort, before, after }) => [
        effort,
        'label' in before && before.label,
        'label' in after && after.label,
      ]),
      Array.from({ length: 2 }, () => ['judge', 'HEAD', 'working tree']),
    );
    assert.equal(ran.exitCode, 0);
  });

  it('prints three lists', async () => {
    assertGolden('compare.txt', commands.transcript(await vlprompt(['tees.vlprompt', 'preview'])));
  });

  it('prints Markdown', async () => {
    assertGolden('compare-markdown.md', (await vlprompt(['tees.vlprompt', 'preview', '--markdown'])).out);
  });

  it('prints a document', async () => {
    const { out } = await vlprompt(['tees.vlprompt', 'preview', '--json']);
    const document: unknown = JSON.parse(out);
    assert.ok(typeof document === 'object' && document !== null);
    const { engine: _, workspace: __, ...rest } = document as Record<string, unknown>;
    const [{ pictures }] = rest.comparisons as [Comparison];
    assert.equal(rest.format, 'vlprompt.compare');
    assert.equal(pictures[0]?.pairs[0]?.after?.file, '/store/b.png');
  });

  it('says so where there is nothing to say', async () => {
    const nothing = comparison({ words: [], pictures: [], measures: [], matrices: [], statements: [], notes: [] });
    const { out } = await vlprompt(['tees.vlprompt', 'preview'], nothing);
    assert.match(out, /Nothing changed in words and settings/);
    assert.match(out, /There is no number to compare/);
  });

  it('compares any two states', async () => {
    await vlprompt(['tees.vlprompt', 'preview', '--to', 'HEAD~1', '--from', 'HEAD', '--draw']);
    assert.deepEqual(captions(), [['a photo of a shirt', 'a photo of a red shirt']]);
    assert.equal(asked[0]?.effort, 'draw');
  });

  it('takes a run by its name, and its declaration with it', async () => {
    await vlprompt(['tees.vlprompt', '--to', 'r1'], comparison(), [run('r2'), run('r1')]);
    assert.equal(asked.length, 1);
    assert.deepEqual(asked[0]?.before, { kind: 'run', run: 'r1' });
    assert.equal(asked[0]?.after.kind, 'recipe');
  });

  it('takes the baseline of each declaration, and says which has none', async () => {
    const runs = [run('r1', { isBaseline: true }), run('r2', { file: 'other.vlprompt', isBaseline: true })];
    const { notes, exitCode } = await vlprompt(['tees.vlprompt', '--to', 'baseline'], comparison(), runs);
    assert.deepEqual(
      asked.map(({ before }) => before),
      [{ kind: 'run', run: 'r1' }],
    );
    assert.match(notes, /The evaluation zeroshot has no baseline: pin one with `vlprompt runs`/);
    assert.equal(exitCode, 0);
  });

  it('says of a declaration that it is new', async () => {
    repository.write('tees.vlprompt', `${file('blue shirt')}recipe more {\n  prompt: "\${class}"\n}\n`);
    const { notes } = await vlprompt(['tees.vlprompt', 'more']);
    assert.match(notes, /The recipe more is new: not in HEAD\./);
    assert.equal(asked.length, 0);
  });

  for (const [args, exitCode, sentence] of [
    [['tees.vlprompt', 'nothing'], 64, /declares no recipe or evaluation `nothing`/],
    [['tees.vlprompt', '--to', 'nowhere'], 1, /`nowhere` is no commit/],
    [['tees.vlprompt', '--to', '--output=/tmp/x'], 1, /is no commit/],
    [['tees.vlprompt', '--json', '--markdown'], 64, /cannot be used with/],
    [['gone.vlprompt'], 1, /gone\.vlprompt does not exist/],
  ] as const) {
    it(`refuses ${args.join(' ')}`, async () => {
      const ran = await vlprompt(args);
      assert.match(ran.notes + ran.out, sentence);
      assert.equal(ran.exitCode, exitCode);
    });
  }

  it('lets no words of a file act on a terminal or in Markdown', async () => {
    const evil = comparison({
      words: [
        {
          what: 'prompt',
          where: '@everyone <img src=x> \u001b[2J',
          pieces: [{ kind: 'added', text: '```\u001b[31m [x](http://x)\n# loud' }],
          count: 1,
        },
      ],
      measures: [measure({ source: '<b>|x|</b>' })],
    });
    const { out } = await vlprompt(['tees.vlprompt', 'preview'], evil);
    assert.equal(out.includes('\u001b'), false);
    const markdown = (await vlprompt(['tees.vlprompt', 'preview', '--markdown'], evil)).out;
    assert.match(markdown, /^````diff$/mu);
    assert.match(markdown, /^````$/mu);
    assert.equal(/^#+ loud/mu.test(markdown), false);
    assert.match(markdown, /\\<b\\>\\\|x\\\|/u);
  });
});
