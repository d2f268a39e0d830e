/** @file The settings of a record that a recipe has too, within what they may be; a note for each that must change. */
import { settingRule } from '../../settings/tables.ts';
import type { GenerationRecord } from '../generation-record.ts';
import { matchSampler } from './samplers.ts';
import { oneLine } from './sentence.ts';

export interface RecipeSetting {
  readonly key: string;
  /** As written after the colon. */
  readonly value: string;
}

export interface RecipeSettings {
  readonly settings: readonly RecipeSetting[];
  readonly notes: readonly string[];
}

type Setter = (record: GenerationRecord, notes: string[]) => string | undefined;

/** In the order of the recipe. */
const setters: Readonly<Record<string, Setter>> = {
  seed: ({ seed, noise }, notes) => (seed === undefined ? undefined : seedText(seed, noise, notes)),
  noise: ({ noise }) => (noise === undefined || noise === 'cpu' ? undefined : 'philox'),
  steps: ({ steps }, notes) => (steps === undefined ? undefined : within('steps', Math.round(steps), notes)),
  scheduler: ({ scheduler: own, sampler, schedule }, notes) => {
    if (own !== undefined) return own;
    if (sampler === undefined) return undefined;
    const { scheduler, note } = matchSampler(sampler, schedule);
    if (note !== undefined) notes.push(oneLine(note));
    return scheduler;
  },
  guidance: ({ guidance }, notes) => (guidance === undefined ? undefined : within('guidance', guidance, notes)),
  rescale: ({ rescale }) => (rescale === undefined ? undefined : String(rescale)),
  size: ({ size }, notes) => (size === undefined ? undefined : sizeText(size, notes)),
};

export function settingsOf(record: GenerationRecord): RecipeSettings {
  const notes: string[] = [];
  const settings = Object.entries(setters).flatMap(([key, set]) => {
    const value = set(record, notes);
    return value === undefined ? [] : [{ key, value }];
  });
  return { settings, notes };
}

/** Torch's generator on the processor takes the lower 32 bits of a seed (ATen/core/MT19937RNGEngine.h). */
function seedText(seed: string, noise: GenerationRecord['noise'], notes: string[]): string {
  const lower = String(BigInt(seed) % 2n ** 32n);
  if (lower === seed.replace(/^0+(?=\d)/, '')) return lower;
  const same = noise === 'cpu' ? ', which draw the same noise' : '';
  notes.push(`The seed ${seed} is longer than 32 bits; the recipe has its lower 32${same}.`);
  return lower;
}

function within(key: 'steps' | 'guidance', value: number, notes: string[]): string {
  const rule = settingRule('recipe', key)?.value;
  if (rule?.kind !== 'whole' && rule?.kind !== 'number') return String(value);
  const kept = Math.min(rule.most, Math.max(rule.least, value));
  if (kept !== value) notes.push(`The picture had ${key} ${value}; a recipe goes from ${rule.least} to ${rule.most}.`);
  return String(kept);
}

function sizeText({ width, height }: { width: number; height: number }, notes: string[]): string {
  const rule = settingRule('recipe', 'size')?.value;
  if (rule?.kind !== 'size') return `${width}x${height}`;
  const { least, most, multipleOf } = rule;
  const fitted = (side: number) => {
    const whole = Math.max(1, Math.round(side / multipleOf)) * multipleOf;
    return Math.min(most, Math.max(least, whole));
  };
  const fitting = `${fitted(width)}x${fitted(height)}`;
  const written = `${width}x${height}`;
  if (fitting !== written) {
    notes.push(
      `The picture was ${written}; a recipe takes sides from ${least} to ${most} that are multiples of ${multipleOf}.`,
    );
  }
  return fitting;
}
