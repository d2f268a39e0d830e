/** @file Rules that several declarations share. */
import type { SchedulerName } from '../plan/plan.ts';
import type { SettingRule } from './setting-rule.ts';

export const schedulers: Readonly<Record<SchedulerName, string>> = {
  ddim: 'Deterministic; good pictures from 20 steps on.',
  euler: 'Deterministic; the usual choice for Stable Diffusion.',
};

export function classesSetting(about: string): SettingRule {
  return {
    about,
    value: { kind: 'names', of: ['class', 'group'], isAllKnown: true },
    fallback: 'all',
    isMany: true,
  };
}
