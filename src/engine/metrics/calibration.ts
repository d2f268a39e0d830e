/** @file How far confidence is from being right that often (Guo et al. 2017, On Calibration of Modern Neural Networks). */
import type { Calibration, Estimate } from '../../protocol/evaluation.ts';
import { type LogitTable, logitsOf } from './logit-table.ts';
import { bootstrapEnds } from './resampling.ts';
import { fitTemperature } from './temperature.ts';

/** Of equal width: bin b holds confidences in (b/15, (b + 1)/15], as the authors' code has it. */
const BINS = 15;

/** The probability of the likeliest class of each image, and whether it was right (1) or not (0). */
export interface Confidences {
  readonly confidence: Float64Array;
  readonly right: Uint8Array;
}

export function calibrationOf(table: LogitTable): Calibration {
  const confidences = confidencesAt(table, 1);
  const temperature = fitTemperature(table);
  const after = temperature === null ? null : calibrationError(confidencesAt(table, temperature));
  return { bins: binsOf(confidences), error: errorEstimate(confidences), temperature, errorAfter: after };
}

/** Softmax of logits over temperature, its greatest; of equals the first is the judge's answer. */
export function confidencesAt(table: LogitTable, temperature: number): Confidences {
  const n = table.actual.length;
  const confidence = new Float64Array(n);
  const right = new Uint8Array(n);
  for (const [i, actual] of table.actual.entries()) {
    const logits = logitsOf(table, i);
    let best = 0;
    for (let k = 1; k < logits.length; k++) if (logits[k]! > logits[best]!) best = k;
    let sum = 0;
    for (let k = 0; k < logits.length; k++) sum += Math.exp((logits[k]! - logits[best]!) / temperature);
    confidence[i] = 1 / sum;
    right[i] = best === actual ? 1 : 0;
  }
  return { confidence, right };
}

/** Σ over bins of (share of images) · |accuracy − mean confidence|. @param confidences of at least one image */
export function calibrationError(confidences: Confidences): number {
  const n = confidences.confidence.length;
  return errorOf(
    Uint32Array.from({ length: n }, (_, i) => i),
    confidences,
    binIndices(confidences),
    new Float64Array(BINS),
  );
}

function errorEstimate(confidences: Confidences): Estimate {
  const n = confidences.confidence.length;
  if (n === 0) return { value: null, n: 0, low: null, high: null, method: 'bootstrap' };
  const bins = binIndices(confidences);
  const gaps = new Float64Array(BINS);
  const ends = bootstrapEnds(n, (sample) => errorOf(sample, confidences, bins, gaps));
  return { value: calibrationError(confidences), n, ...ends, method: 'bootstrap' };
}

/** A bin's part is |Σ (right − confidence)| over all images: its own number of images cancels out. */
function errorOf(
  sample: Uint32Array,
  { confidence, right }: Confidences,
  bins: Uint8Array,
  gaps: Float64Array,
): number {
  gaps.fill(0);
  for (let s = 0; s < sample.length; s++) {
    const i = sample[s]!;
    gaps[bins[i]!]! += right[i]! - confidence[i]!; // Indices by construction.
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / sample.length;
}

function binIndices({ confidence }: Confidences): Uint8Array {
  return Uint8Array.from(confidence, (value) => Math.min(BINS, Math.max(1, Math.ceil(value * BINS))) - 1);
}

function binsOf(confidences: Confidences): Calibration['bins'] {
  const indices = binIndices(confidences);
  return Array.from({ length: BINS }, (_, bin) => {
    const inside = [...indices.keys()].filter((i) => indices[i] === bin);
    return {
      n: inside.length,
      confidence: meanOf(inside, confidences.confidence),
      accuracy: meanOf(inside, confidences.right),
    };
  });
}

function meanOf(indices: readonly number[], values: Float64Array | Uint8Array): number | null {
  return indices.length === 0 ? null : indices.reduce((sum, i) => sum + values[i]!, 0) / indices.length;
}
