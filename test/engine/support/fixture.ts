/** @file Recorded numbers of the reference implementations, in test/fixtures; each file says where it is from. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ModelRequest } from '../../../src/engine/models/model-request.ts';

export const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/** Absolute path of the starter pack. */
export const starterPack = fileURLToPath(new URL('../../../models/starter/', import.meta.url));

/** The caller knows the shape: it is the test that the file was recorded for. */
export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(fixtures + name, 'utf8')) as T;
}

/** The greatest distance of two lists of one length. */
export function greatestDistance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Array.from(actual).reduce((most, value, i) => Math.max(most, distance(value, expected[i]!)), 0);
}

/** Not a number is far from everything. */
function distance(a: number, b: number): number {
  const difference = Math.abs(a - b);
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
}

/** A folder's model, without wishes. */
export function modelAt(folder: string): ModelRequest {
  return { folder, adapters: [] };
}

export const never = new AbortController().signal;
