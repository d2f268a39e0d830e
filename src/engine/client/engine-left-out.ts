/** @file The universal package has no engine; in its place lies the sentence that says so. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../protocol/failure.ts';

/**
 * @param entry of the engine, absolute
 * @throws Failure `engine-not-started`
 */
export async function requireEngineShipped(entry: string): Promise<void> {
  const sentence = await readFile(path.join(path.dirname(entry), 'engine-left-out.txt'), 'utf8').catch(() => undefined);
  if (sentence !== undefined) throw new Failure('engine-not-started', sentence.trim());
}
