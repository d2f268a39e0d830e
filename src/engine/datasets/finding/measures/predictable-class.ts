/** @file Whether the class of an image can be told from what should not tell it: brightness, size, colour, a variable. */
import { setImmediate } from 'node:timers/promises';
import type { Predictable } from '../../../../protocol/set-measures.ts';
import { wilson } from '../../../../protocol/statistics/wilson.ts';
import { binomialTail } from '../../../metrics/exact-tests.ts';
import { toldByNumbers, toldByValue } from '../../../metrics/labels/told-by.ts';
import { throwIfCancelled } from '../../../runtime/sessions/cancellation.ts';
import type { PictureFacts } from '../../../store/pictures/picture-facts.ts';
import type { MeasuredImage } from './measured-images.ts';
import { tested } from './slices.ts';
import type { Variable } from './variables.ts';

const properties: { readonly [name: string]: (facts: PictureFacts) => readonly number[] } = {
  brightness: ({ brightness }) => [brightness],
  contrast: ({ contrast }) => [contrast],
  sharpness: ({ sharpness }) => [sharpness],
  size: ({ width, height }) => [Math.sqrt(width * height), width / height],
  // Red against green, yellow against blue.
  colour: ({ red, green, blue }) => [red - green, (red + green) / 2 - blue],
};

/** Fewer cannot be told apart from chance. */
const LEAST = 10;

/** More take long, and tell no more: each is looked at by itself, out of sample. */
const MOST = 20_000;

/**
 * None with fewer than two classes or ten images; of very many, a part that is taken evenly from all.
 * @throws Failure `cancelled`
 */
export async function predictableFrom(
  images: readonly MeasuredImage[],
  variables: readonly Variable[],
  signal: AbortSignal,
): Promise<readonly Predictable[]> {
  const labelled = evenly(images.filter((image) => image.class !== undefined));
  const classes = [...new Set(labelled.map((image) => image.class))];
  if (classes.length < 2 || labelled.length < LEAST) return [];
  const labels = labelled.map((image) => classes.indexOf(image.class));
  const found: Omit<Predictable, 'adjusted' | 'isBeyondChance'>[] = [];
  const add = async (from: string, hits: number) => {
    found.push({ from, ...against(labels, hits) });
    throwIfCancelled(signal);
    await setImmediate();
  };
  for (const [name, featuresOf] of Object.entries(properties)) {
    const features = labelled.map(({ facts }) => featuresOf(facts));
    if (differ(features)) await add(name, toldByNumbers(features, labels, classes.length));
  }
  for (const { name, kind, valuesOf } of variables) {
    if (kind === 'class') continue;
    const values = labelled.map(({ key }) => (valuesOf.get(key) ?? []).join('\n'));
    if (new Set(values).size > 1) await add(name, toldByValue(values, labels, classes.length));
  }
  return tested(found);
}

function evenly<T>(all: readonly T[]): readonly T[] {
  if (all.length <= MOST) return all;
  return Array.from({ length: MOST }, (_, i) => all[Math.floor((i * all.length) / MOST)]!); // Below its length.
}

function differ(features: readonly (readonly number[])[]): boolean {
  return features.some((row) => row.some((value, f) => value !== features[0]![f]));
}

/** Whoever says the most frequent class of every image is right as often as that is there. */
function against(labels: readonly number[], hits: number): Pick<Predictable, 'accuracy' | 'baseline' | 'p'> {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const baseline = Math.max(...counts.values()) / labels.length;
  return { accuracy: wilson(hits, labels.length), baseline, p: binomialTail(hits, labels.length, baseline) };
}
