import assert from 'node:assert/strict';
import { describeEnd } from '../../../src/engine/client/process-end.ts';

describe('describeEnd', () => {
  const cases = [
    [{ code: null, signal: 'SIGSEGV', lastWords: [] }, /was ended by signal SIGSEGV; the model runtime crashed/],
    [{ code: null, signal: 'SIGUSR1', lastWords: [] }, /^The engine process was ended by signal SIGUSR1\.$/],
    [
      { code: 134, signal: null, lastWords: ['Error: no memory.', 'Node.js v20'] },
      /code 134; its last words: Error: no memory\.$/,
    ],
    [{ code: 0, signal: null, lastWords: [] }, /^The engine process ended by itself with exit code 0\.$/],
    [
      { code: null, signal: null, lastWords: [], error: new Error('spawn ENOENT') },
      /could not be started: spawn ENOENT\.$/,
    ],
  ] as const;
  for (const [end, sentence] of cases) {
    it(`says ${sentence}`, () => assert.match(describeEnd(end), sentence));
  }
});
