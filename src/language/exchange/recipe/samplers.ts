/** @file Samplers of other tools → ours. */
import type { SchedulerName } from '../../plan/plan.ts';

export interface SamplerMatch {
  readonly scheduler: SchedulerName;
  /** What differs; absent when the two are the same. */
  readonly note?: string;
}

const plain: ReadonlyMap<string, SchedulerName> = new Map([
  ['ddim', 'ddim'],
  ['euler', 'euler'],
  ['euler a', 'euler-a'],
  ['euler_a', 'euler-a'],
  ['euler_ancestral', 'euler-a'],
  ['dpm++ 2m', 'dpmpp-2m'],
  ['dpmpp_2m', 'dpmpp-2m'],
  ['unipc', 'unipc'],
  ['uni_pc', 'unipc'],
  ['uni_pc_bh2', 'unipc'],
  ['plms', 'pndm'],
  ['pndm', 'pndm'],
  ['lcm', 'lcm'],
  ['ddpm', 'ddpm'],
]);

/** A1111's own choice of schedule for its sampler `DPM++ 2M` is Karras. */
const karras: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['dpm++ 2m', new Set(['karras', 'automatic'])],
  ['dpmpp_2m', new Set(['karras'])],
]);

/** Spacings of steps that are the tools' usual ones. */
const usualSchedules: ReadonlySet<string> = new Set(['', 'automatic', 'normal', 'simple', 'uniform', 'ddim_uniform']);

/** @param sampler @param schedule as the tool calls them */
export function matchSampler(sampler: string, schedule: string | undefined): SamplerMatch {
  const [name, spacing] = parted(sampler, schedule);
  const known = name.toLowerCase();
  if (karras.get(known)?.has(spacing.toLowerCase())) return { scheduler: 'dpmpp-2m-karras' };
  const scheduler = plain.get(known);
  const isUsual = usualSchedules.has(spacing.toLowerCase());
  if (scheduler !== undefined && isUsual) return { scheduler };
  if (scheduler !== undefined) return { scheduler, note: spacingNote(scheduler, spacing) };
  return { scheduler: nearest(name, spacing), note: samplerNote(name, spacing, isUsual) };
}

/** Older names end with their schedule: `DPM++ 2M Karras`, `dpmpp_2m_k`; some begin with `sample_` or `k_`. */
function parted(sampler: string, schedule: string | undefined): readonly [string, string] {
  const plain = sampler.trim().replace(/^(?:sample_|k_)/, '');
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
  return `The sampler \`${full}\` is not one of ours${why}: \`${nearest(name, spacing)}\` stands in for it, and the picture will differ.`;
}

/** The same kind of steps counts for more than the noise. */
function nearest(name: string, spacing: string): SchedulerName {
  if (/dpm\+\+|dpmpp/i.test(name)) return /karras/i.test(spacing) ? 'dpmpp-2m-karras' : 'dpmpp-2m';
  return families.find(([pattern]) => pattern.test(name))?.[1] ?? (addsNoise(name) ? 'euler-a' : 'euler');
}

const families: readonly (readonly [RegExp, SchedulerName])[] = [
  [/ddim/i, 'ddim'],
  [/ddpm/i, 'ddpm'],
  [/plms|pndm/i, 'pndm'],
  [/uni_?pc/i, 'unipc'],
  [/lcm/i, 'lcm'],
];

function addsNoise(name: string): boolean {
  return /ancestral|sde|lcm|ddpm|[ _]a$/i.test(name);
}
