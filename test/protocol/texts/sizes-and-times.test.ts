import assert from 'node:assert/strict';
import { sized } from '../../../src/protocol/texts/figures.ts';
import { roughly } from '../../../src/protocol/texts/times.ts';

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

describe('estimates', () => {
  for (const [seconds, text] of [
    [0, '1 s'],
    [2.1, '3 s'],
    [60, '60 s'],
    [60.1, '1 min 10 s'],
    [100, '1 min 40 s'],
    [119, '2 min'],
    [590, '9 min 50 s'],
    [591, '10 min'],
    [3700, '1 h 2 min'],
  ] as const) {
    it(`of ${seconds} s are ${text}`, () => assert.equal(roughly(seconds), text));
  }
});
