/** @file Rules that several declarations share. */
import type { Dialect, SchedulerName } from '../plan/plan.ts';
import type { SettingRule } from './setting-rule.ts';

export const schedulers: Readonly<Record<SchedulerName, string>> = {
  ddim: 'Deterministic; good pictures from 20 steps on.',
  euler: 'Deterministic; the usual choice for Stable Diffusion.',
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
