/** @file Everything a run needs, looked at one by one. */
import type { EngineInfo, EngineSettings, HealthCheck } from '../../protocol/engine.ts';
import { checkMemory, checkNode, checkRuntime } from './check-machine.ts';
import { checkStarterPack } from './check-starter-pack.ts';
import { checkDisk, checkStore } from './check-store.ts';

export interface Patient {
  readonly settings: EngineSettings;
  readonly info: EngineInfo;
  /** Why the model runtime does not load; absent when it does. */
  readonly runtimeProblem?: string;
}

type Check = (patient: Patient) => Promise<Omit<HealthCheck, 'name'>>;

const checks: readonly (readonly [name: string, check: Check])[] = [
  ['Node', checkNode],
  ['Model runtime', checkRuntime],
  ['Starter pack', checkStarterPack],
  ['Store', checkStore],
  ['Disk', checkDisk],
  ['Memory', checkMemory],
];

/** Never rejects: a check that fails is a finding. */
export function examine(patient: Patient): Promise<readonly HealthCheck[]> {
  return Promise.all(
    checks.map(async ([name, check]): Promise<HealthCheck> => {
      try {
        return { name, ...(await check(patient)) };
      } catch (error) {
        return { name, state: 'bad', detail: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}
