/** @file `vlprompt compare` as a process, with the real engine, the starter models and a real git repository. */
import assert from 'node:assert/strict';
import { createRepository, type Repository } from '../language/git/repository.ts';
import { ended, entry, startIn } from './support/command-process.ts';

const file = (bag: string) => `class trouser "pair of trousers"
class bag "${bag}"
recipe preview {
  prompt: "a photo of a \${class}"
  images: 1
  steps: 2
}
`;

describe('vlprompt compare, with real models', function () {
  this.timeout(180_000);
  let repository: Repository;

  before(() => {
    repository = createRepository();
    repository.write('.gitignore', '.vlprompt/\n');
    repository.write('bags.vlprompt', file('bag'));
    repository.commit('one');
    repository.write('bags.vlprompt', file('handbag'));
  });

  after(() => repository.remove());

  const vlprompt = (...args: readonly string[]) =>
    ended(startIn(repository.folder, [...entry, ...args, '--provider', 'cpu']));

  it('draws both states once, and tells what the word moved', async () => {
    const { out, exitCode, notes } = await vlprompt('compare', 'bags.vlprompt', '--draw', '--json');
    assert.equal(exitCode, 0, notes);
    const { comparisons } = JSON.parse(out) as {
      comparisons: {
        pictures: { pairs: { row: string; asked: string[]; pixels: { kind: string } }[] }[];
        measures: unknown[];
      }[];
    };
    assert.deepEqual(
      comparisons[0]?.pictures[0]?.pairs.map(({ row, asked, pixels }) => [row, asked, pixels.kind]),
      [
        ['trouser', [], 'same'],
        ['bag', ['words'], 'changed'],
      ],
    );
    assert.ok((comparisons[0]?.measures.length ?? 0) > 0);
  });

  it('needs no drawing the second time, for a pull request', async () => {
    const { out, exitCode } = await vlprompt('compare', 'bags.vlprompt', 'preview', '--markdown');
    assert.equal(exitCode, 0);
    assert.match(out, /^### preview: HEAD → working tree$/mu);
    assert.match(out, /^- a photo of a bag$/mu);
    assert.match(out, /^\+ a photo of a handbag$/mu);
    assert.match(out, /1 of 2 images changed, 1 is the same\./u);
  });

  it('compares with the run that drew it', async () => {
    const listed = await ended(startIn(repository.folder, [...entry, 'runs', '--json']));
    const [run] = (JSON.parse(listed.out) as { runs: { id: string }[] }).runs;
    assert.ok(run);
    const { out, exitCode, notes } = await vlprompt('compare', 'bags.vlprompt', '--to', run.id);
    assert.equal(exitCode, 0, notes);
    assert.match(out, /preview {2}run of \d{4}-\d\d-\d\d \d\d:\d\d → working tree/u);
  });
});
