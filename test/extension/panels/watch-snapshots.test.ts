import assert from 'node:assert/strict';
import { Emitter } from 'vscode-jsonrpc';
import { anyOf, watchSnapshots } from '../../../src/extension/panels/watch-snapshots.ts';
import { ManualTimer } from '../manual-timer.ts';

/** A thing that changes, and who watches it. */
function watched() {
  const changed = new Emitter<void>();
  const controller = new AbortController();
  const timer = new ManualTimer();
  const reports: number[] = [];
  let value = 0;
  const ended = watchSnapshots(
    { snapshot: () => value, onDidChange: changed.event, timer },
    { signal: controller.signal, report: (snapshot) => reports.push(snapshot) },
  );
  const change = () => {
    value++;
    changed.fire();
  };
  return { change, controller, timer, reports, ended };
}

describe('watching snapshots', () => {
  it('reports at once, then at a pace, and always the last state', () => {
    const { change, timer, reports } = watched();
    for (let count = 0; count < 100; count++) change();
    assert.deepEqual(reports, [0]);
    timer.pass(1000);
    assert.deepEqual(reports, [0, 100]);
    timer.pass(1000);
    assert.deepEqual(reports, [0, 100]);
  });

  it('ends with its signal and reports nothing after that', async () => {
    const { change, controller, timer, reports, ended } = watched();
    change();
    controller.abort();
    timer.pass(1000);
    change();
    timer.pass(1000);
    assert.equal(await ended, null);
    assert.deepEqual(reports, [0]);
  });

  it('tells of any of several changes until it is disposed', () => {
    const [a, b] = [new Emitter<void>(), new Emitter<void>()];
    let count = 0;
    const subscription = anyOf(a.event, b.event)(() => count++);
    a.fire();
    b.fire();
    subscription.dispose();
    a.fire();
    assert.equal(count, 2);
  });
});
