/** @file How much a prompt would make, found out before anything is made: its cost is that of reading, not expanding. */
import type { Part } from './part.ts';
import type { Lookup } from './resolve.ts';

export interface Measure {
  /** Resolutions when every choice is taken in turn; may be infinite. */
  readonly count: number;
  /** Characters of the longest resolution; infinite when it contains itself. */
  readonly length: number;
}

const endless: Measure = { count: Number.POSITIVE_INFINITY, length: Number.POSITIVE_INFINITY };

export function measurePrompt(parts: readonly Part[], lookup: Lookup): Measure {
  return measure(parts, { lookup, known: new Map() });
}

interface Measuring {
  readonly lookup: Lookup;
  /** Endless while it is being measured: a prompt that meets itself never ends. */
  readonly known: Map<string, Measure>;
}

function measure(parts: readonly Part[], measuring: Measuring): Measure {
  let count = 1;
  let length = 0;
  for (const part of parts) {
    const inner = measurePart(part, measuring);
    count *= inner.count;
    length += inner.length;
  }
  return { count, length };
}

function measurePart(part: Part, measuring: Measuring): Measure {
  if (part.kind === 'text') return { count: 1, length: part.text.length };
  if (part.kind === 'interpolation') return measureNamed(part.name, measuring);
  const options = part.options.filter((option) => option.weight > 0).map((option) => measure(option.parts, measuring));
  return {
    count: options.reduce((sum, option) => sum + option.count, 0),
    length: options.reduce((most, option) => Math.max(most, option.length), 0),
  };
}

function measureNamed(name: string, measuring: Measuring): Measure {
  const known = measuring.known.get(name);
  if (known) return known;
  measuring.known.set(name, endless);
  const found = measure(measuring.lookup(name) ?? [], measuring);
  measuring.known.set(name, found);
  return found;
}
