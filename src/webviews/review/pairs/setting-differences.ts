/** @file In what the images of a group differ: the settings that are not the same in all of them. */
import type { ReviewImage } from '../../../protocol/webviews/review.ts';

type Described = Pick<ReviewImage, 'settings' | 'seed' | 'prompt' | 'from'> & { readonly class?: string | undefined };

export interface Differences {
  /** Names, in the order in which they first stand. */
  readonly names: readonly string[];
  /** An image a row, a name a column; a dash where an image has no such setting. */
  readonly values: readonly (readonly string[])[];
}

export function differencesOf(images: readonly Described[]): Differences {
  const known = images.map(settingsOf);
  const all = [...new Set(known.flatMap((settings) => [...settings.keys()]))];
  const names = all.filter((name) => new Set(known.map((settings) => settings.get(name))).size > 1);
  return { names, values: known.map((settings) => names.map((name) => settings.get(name) ?? '–')) };
}

function settingsOf({ settings, seed, prompt, from, class: drawnAs }: Described): ReadonlyMap<string, string> {
  const own = Object.entries({ class: drawnAs, from, prompt, seed: seed?.toString() });
  return new Map([
    ...own.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
    ...settings,
  ]);
}
