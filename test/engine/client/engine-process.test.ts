import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { spawnEngineProcess } from '../../../src/engine/client/engine-process.ts';

describe('an engine process', () => {
  const spawn = () =>
    spawnEngineProcess({
      entry: fileURLToPath(new URL('crooked-engine.mjs', import.meta.url)),
      node: { path: process.execPath, electron: false },
      nodeOptions: [],
      variables: {},
      log: () => {},
    });

  it('ends at once with the process that started it, and is forgotten when it has ended', async () => {
    const before = process.listeners('exit');
    const engine = spawn();
    const added = process.listeners('exit').filter((listener) => !before.includes(listener));
    assert.equal(added.length, 1);
    added[0]!(0); // As when this process exits.
    const { signal } = await engine.ended;
    assert.equal(signal, 'SIGKILL');
    assert.deepEqual(process.listeners('exit'), before);
  });
});
