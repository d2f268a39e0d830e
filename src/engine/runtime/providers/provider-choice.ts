/** @file Which provider a setting means on this machine, and why. */
import type { EngineSettings, ProviderName } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { probeProvider } from './providers.ts';

/** Fastest first, as a rule; what is not listed is only used when asked for by name. */
const preferred: { readonly [platform: string]: readonly ProviderName[] } = {
  linux: ['cuda', 'webgpu'],
  win32: ['webgpu', 'dml'],
  darwin: ['webgpu'],
};

/**
 * The provider a setting means here. `auto` takes the first that works and is no slower than the CPU: a software
 * emulation of a GPU works too, fifty times slower.
 * @throws Failure `provider-unavailable`
 */
export async function chooseProvider(setting: EngineSettings['provider']): Promise<ProviderName> {
  if (setting !== 'auto') return requireProvider(setting);
  for (const provider of candidates()) {
    if (await beatsCpu(provider)) return provider;
  }
  return 'cpu';
}

/**
 * Why a setting means this provider here, and why none that would be better: one sentence.
 * @throws Failure `provider-unavailable`
 */
export async function reasonForProvider(setting: EngineSettings['provider']): Promise<string> {
  const chosen = await chooseProvider(setting);
  if (setting !== 'auto') return `The settings ask for \`${chosen}\`.`;
  const better = candidates().slice(0, chosen === 'cpu' ? undefined : candidates().indexOf(chosen));
  const against = await Promise.all(better.map(reasonAgainst));
  const reason = chosen === 'cpu' ? 'The processor is used' : await reasonFor(chosen);
  return `${[reason, ...against].join('; ')}.`;
}

function candidates(): readonly ProviderName[] {
  return preferred[process.platform] ?? [];
}

async function reasonFor(provider: ProviderName): Promise<string> {
  const [own, cpu] = await Promise.all([probeProvider(provider), probeProvider('cpu')]);
  const times = (cpu.milliseconds ?? 0) / (own.milliseconds ?? 1);
  return `\`${provider}\` runs a trial graph ${times.toFixed(1)} times as fast as the processor`;
}

async function reasonAgainst(provider: ProviderName): Promise<string> {
  const { works, reason } = await probeProvider(provider);
  if (!works) return `\`${provider}\` does not work here: ${reason}`;
  return `\`${provider}\` works and is slower than the processor, as an emulation is`;
}

async function requireProvider(provider: ProviderName): Promise<ProviderName> {
  const probe = await probeProvider(provider);
  if (probe.works) return provider;
  throw new Failure(
    'provider-unavailable',
    `The provider \`${provider}\` cannot be used here: ${probe.reason ?? 'it failed'}; choose \`cpu\` or \`auto\`.`,
  );
}

async function beatsCpu(provider: ProviderName): Promise<boolean> {
  const probe = await probeProvider(provider);
  if (probe.milliseconds === undefined) return false;
  const cpu = await probeProvider('cpu');
  return probe.milliseconds <= (cpu.milliseconds ?? Number.POSITIVE_INFINITY);
}
