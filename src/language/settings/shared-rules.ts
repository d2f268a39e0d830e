/** @file Rules that several declarations share. */
import type { Dialect, DrawSettings, SchedulerName } from '../plan/plan.ts';
import type { SettingRule } from './setting-rule.ts';

export const schedulers: Readonly<Record<SchedulerName, string>> = {
  auto: 'The one that the model’s own files name.',
  ddim: 'Deterministic; good pictures from 20 steps on.',
  euler: 'Deterministic; the usual choice for Stable Diffusion.',
  'euler-a': 'Adds new noise at every step; more steps draw another picture.',
  'dpmpp-2m': 'Deterministic; learns from the step before, so that 15 to 25 steps do.',
  'dpmpp-2m-karras': 'The same, with smaller steps near the end; liked for details.',
  unipc: 'Deterministic; corrects every step by the next; good pictures from 10 steps on.',
  pndm: 'Deterministic; looks back four steps, and runs the model once more than there are steps.',
  lcm: 'Only for latent consistency models, which draw in 2 to 8 steps; adds new noise at every step.',
  ddpm: 'The way the model was trained: adds new noise at every step, and needs 50 steps or more.',
};

export const noises: Readonly<Record<'cpu' | NonNullable<DrawSettings['noise']>, string>> = {
  cpu: 'As torch draws it on the processor.',
  philox: 'As torch draws it on an NVIDIA card.',
};

export const dialects: Readonly<Record<Dialect, string>> = {
  a1111: '`(word)` counts 1.1 times, `[word]` 1/1.1 times, `(word:1.3)` 1.3 times; the mean of the embedding is kept.',
  'a1111-nonorm': 'The same, without keeping the mean.',
  comfy: '`(word)` counts 1.1 times, `(word:1.3)` 1.3 times; brackets `[ ]` are themselves.',
  none: 'Brackets are themselves.',
};

export function classesSetting(about: string): SettingRule {
  return {
    about,
    value: { kind: 'names', of: ['class', 'group'], isAllKnown: true },
    fallback: 'all',
    isMany: true,
  };
}
