/** @file Everything a run needs, looked at one by one. */
import type { EngineInfo, EngineSettings, HealthCheck } from '../../protocol/engine.ts';
import type { ModelManager } from '../hub/model-manager.ts';
import { checkMemory, checkNode } from './check-machine.ts';
import { checkBudget, checkCache, checkHub, checkModels } from './check-models.ts';
import { checkProviders, checkRuntime, checkThreads } from './check-runtime.ts';
import { checkStarterPack } from './check-starter-pack.ts';
import { checkDisk, checkStore } from './check-store.ts';

export interface Patient {
  readonly settings: EngineSettings;
  readonly info: EngineInfo;
  readonly manager: Pick<ModelManager, 'list'>;
  /** Why the model runtime does not load; absent when it does. */
  readonly runtimeProblem?: string;
}

export type Finding = Omit<HealthCheck, 'name'>;

/** Several findings have names of their own. */
type Check = (patient: Patient) => Promise<Finding | readonly HealthCheck[]>;

const checks: readonly (readonly [name: string, check: Check])[] = [
  ['Node', checkNode],
  ['Model runtime', checkRuntime],
  ['Providers', checkProviders],
  ['Threads', checkThreads],
  ['Memory', checkMemory],
  ['Memory of models', checkBudget],
  ['Models', checkModels],
  ['Starter pack', checkStarterPack],
  ['Hub', checkHub],
  ['Cache', checkCache],
  ['Store', checkStore],
  ['Disk', checkDisk],
];

/** Never rejects: a check that fails is a finding. */
export async function examine(patient: Patient): Promise<readonly HealthCheck[]> {
  const found = await Promise.all(
    checks.map(async ([name, check]): Promise<readonly HealthCheck[]> => {
      try {
        const findings = await check(patient);
        return 'state' in findings ? [{ name, ...findings }] : findings;
      } catch (error) {
        return [{ name, state: 'bad', detail: error instanceof Error ? error.message : String(error) }];
      }
    }),
  );
  return found.flat();
}
