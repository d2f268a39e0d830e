/** @file Samplers of other tools → ours. */
import type { SchedulerName } from '../../plan/plan.ts';

export interface SamplerMatch {
  readonly scheduler: SchedulerName;
  /** What differs; absent when the two are the same. */
  readonly note?: string;
}

const exact: ReadonlyMap<string, SchedulerName> = new Map([
  ['ddim', 'ddim'],
  ['euler', 'euler'],
  ['k_euler', 'euler'],
]);

/** Spacings of steps that are the tools' usual ones. */
const usualSchedules: ReadonlySet<string> = new Set(['', 'automatic', 'normal', 'simple', 'uniform', 'ddim_uniform']);

/** @param sampler @param schedule as the tool calls them */
export function matchSampler(sampler: string, schedule: string | undefined): SamplerMatch {
  const [name, spacing] = parted(sampler, schedule);
  const scheduler = exact.get(name.toLowerCase());
  const isUsual = usualSchedules.has(spacing.toLowerCase());
  if (scheduler !== undefined && isUsual) return { scheduler };
  if (scheduler !== undefined) return { scheduler, note: spacingNote(scheduler, spacing) };
  return { scheduler: nearest(name), note: samplerNote(name, spacing, isUsual) };
}

/** Older names end with their schedule: `DPM++ 2M Karras`, `dpmpp_2m_k`; ComfyUI's oldest begin with `sample_`. */
function parted(sampler: string, schedule: string | undefined): readonly [string, string] {
  const plain = sampler.trim().replace(/^sample_/, '');
  const [, name, ending] = /^(.+?)(?: (Karras|Exponential|Polyexponential)|_(k))$/i.exec(plain) ?? [];
  if (name === undefined) return [plain, schedule?.trim() ?? ''];
  return [name, schedule?.trim() ?? ending ?? 'Karras'];
}

function spacingNote(scheduler: SchedulerName, spacing: string): string {
  return `The steps were spaced by \`${spacing}\`, and \`${scheduler}\` spaces them as the model says: the picture will differ.`;
}

function samplerNote(name: string, spacing: string, isUsual: boolean): string {
  const full = isUsual ? name : `${name} ${spacing}`;
  const why = addsNoise(name) ? ', and it added noise at every step' : '';
  return `The sampler \`${full}\` is not one of ours${why}: \`${nearest(name)}\` stands in for it, and the picture will differ.`;
}

function nearest(name: string): SchedulerName {
  return /ddim|ddpm|plms|pndm/i.test(name) ? 'ddim' : 'euler';
}

function addsNoise(name: string): boolean {
  return /ancestral|sde|lcm|ddpm|[ _]a$/i.test(name);
}
