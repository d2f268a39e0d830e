import assert from 'node:assert/strict';
import { sized } from '../../src/protocol/texts.ts';

describe('sizes', () => {
  for (const [bytes, text] of [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [9_949, '9.9 kB'],
    [9_950, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [89_117_001, '89 MB'],
    [4_270_000_000, '4.3 GB'],
    [13_880_000_000, '13.9 GB'],
    [2e15, '2000.0 TB'],
  ] as const) {
    it(`of ${bytes} bytes is ${text}`, () => assert.equal(sized(bytes), text));
  }
});
