/** @file A counter of tokens for tests: four characters a token, and so few a chunk that short prompts have several. */
import type { TokenCounter } from '../../../src/language/host.ts';

const CHUNK = 40;

export const countFew: TokenCounter = async (_, reader, texts) =>
  texts.map((text) => ({
    count: Math.ceil(text.length / 4),
    chunks:
      reader === 'judge'
        ? []
        : Array.from({ length: Math.floor((text.length - 1) / CHUNK) }, (_, k) => (k + 1) * CHUNK),
    unreadFrom: reader === 'judge' && text.length > 2 * CHUNK ? 2 * CHUNK : undefined,
  }));
