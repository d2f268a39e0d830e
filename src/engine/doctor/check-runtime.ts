/** @file What models run on in this machine, and why not on something better. */
import { availableParallelism } from 'node:os';
import type { HealthCheck, ProviderReport } from '../../protocol/engine.ts';
import type { Finding, Patient } from './examine.ts';

export async function checkRuntime({ info, runtimeProblem }: Patient): Promise<Finding> {
  if (runtimeProblem !== undefined) {
    return { state: 'bad', detail: `The model runtime does not load: ${runtimeProblem}; install the product again.` };
  }
  return { state: 'good', detail: `${info.runtime} runs models on ${info.provider}.` };
}

/** One finding a provider; one that does not work is no fault of a machine. */
export async function checkProviders({ info }: Patient): Promise<readonly HealthCheck[]> {
  return info.providers.map((report) => ({
    name: `Provider ${report.provider}`,
    state: report.works ? 'good' : 'info',
    detail: detailOf(report),
  }));
}

function detailOf({ works, reason, float16, milliseconds }: ProviderReport): string {
  if (!works) return `Not used: ${reason}.`;
  const half = float16 ? 'computes in half precision too' : 'cannot compute in half precision';
  return `Works and ${half}; the trial graph takes ${milliseconds?.toFixed(1)} ms.`;
}

export async function checkThreads({ settings }: Patient): Promise<Finding> {
  const { threadCount } = await import('../runtime/providers/threads.ts');
  const why = settings.threads > 0 ? 'as the settings say' : 'one a physical core';
  const detail = `Models use ${threadCount(settings.threads)} of ${availableParallelism()} processors, ${why}.`;
  return { state: 'good', detail };
}
