import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type DecisionEvent, readEvent } from '../../../../../src/engine/datasets/decisions/decision-event.ts';
import { decisionFiles, readDecisions } from '../../../../../src/engine/datasets/decisions/decision-log.ts';
import { MersenneTwister } from '../../../../../src/engine/random/mersenne-twister.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { bundleDecider, decideUntil, type ToldStep } from './deciders.ts';

/** Side by side, each with a workspace of its own. */
const LANES = 4;
const KILLS = 200;

const stepOf = (event: DecisionEvent) => (event.op === 'undo' ? event.id : (event.batch ?? event.id));

describe('a process that is killed while decisions stream in', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let entry = '';

  before(async () => {
    entry = await bundleDecider();
  });
  after(() => rm(entry, { force: true }));

  /** Of what was told all is there, in the order told, and beside it at most the last step of each process. */
  function requireAll(events: readonly DecisionEvent[], told: readonly ToldStep[], kills: number): void {
    const counts = new Map<string, number>();
    for (const event of events) counts.set(stepOf(event), (counts.get(stepOf(event)) ?? 0) + 1);
    for (const { step, events: count } of told) assert.equal(counts.get(step), count, step);
    const known = new Set(told.map(({ step }) => step));
    const untold = [...counts.keys()].filter((step) => !known.has(step));
    assert.ok(untold.length <= kills, `${untold.length} steps that nobody told of after ${kills} kills`);
    const order = [...new Set(events.map(stepOf))].filter((step) => known.has(step));
    assert.deepEqual(
      order,
      told.map(({ step }) => step),
    );
  }

  async function lane(workspace: string, seed: number): Promise<void> {
    const generator = new MersenneTwister(seed);
    const told: ToldStep[] = [];
    for (let kill = 1; kill <= KILLS / LANES; kill++) {
      const target = generator.bits32() % 12;
      const options = { entry, workspace, reviewer: 'Jo', seed: generator.bits32() % 1e6, steps: 1e9 };
      told.push(...(await decideUntil(options, (steps) => steps >= target)));
      // The next start goes on from here, whatever lies at the end of the file.
      if (kill % 10 === 0) requireAll(await readDecisions(workspace, 'Jo'), told, kill);
    }
    const last = await decideUntil({ entry, workspace, reviewer: 'Jo', seed, steps: 5 });
    assert.equal(last.length, 5);
    requireAll(await readDecisions(workspace, 'Jo'), [...told, ...last], KILLS / LANES);
    await requireWholeLines(workspace);
  }

  /** What was torn is no event, and spoils no line behind it. */
  async function requireWholeLines(workspace: string): Promise<void> {
    const files = await decisionFiles(workspace);
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    const lines = texts.flatMap((text) => text.split('\n'));
    const broken = lines.filter((line) => line !== '' && readEvent(line) === undefined);
    assert.ok(broken.length <= KILLS / LANES);
    for (const line of broken) assert.ok(line.startsWith('{"v":1,"id":"') || '{"v":1,"id":"'.startsWith(line), line);
  }

  it(`loses nothing that was told of, at ${KILLS} random points`, async () => {
    const lanes = Array.from({ length: LANES }, (_, index) => lane(path.join(folder(), `${index}`), 100 + index));
    await Promise.all(lanes);
  });

  it('loses nothing of two that write the same reviewer’s file at once', async () => {
    const windows = await Promise.all(
      [1, 2].map((seed) => decideUntil({ entry, workspace: folder(), reviewer: 'Jo', seed, steps: 120 })),
    );
    const events = await readDecisions(folder(), 'Jo');
    const counts = new Map<string, number>();
    for (const event of events) counts.set(stepOf(event), (counts.get(stepOf(event)) ?? 0) + 1);
    assert.deepEqual(new Set(counts.keys()), new Set(windows.flat().map(({ step }) => step)));
    for (const { step, events: count } of windows.flat()) assert.equal(counts.get(step), count);
    for (const told of windows) {
      const steps = told.map(({ step }) => step);
      assert.deepEqual(steps, [...steps].sort());
    }
    await requireWholeLines(folder());
  });
});
