import { join } from 'node:path';
import type { EngineInfo, EngineSettings } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { installedCuda } from '../cuda/cuda-folder.ts';
import { nativeModels } from '../execution/models/native-models.ts';
import { Executor } from '../executor.ts';
import { rememberDigestsIn } from '../files/digest-memory.ts';
import { ModelManager } from '../hub/model-manager.ts';
import { log, setLogLevel } from '../log.ts';
import { sweepCopyFolders } from '../models/learned-tokens/copy-folder.ts';
import { cudaPackage } from '../runtime/providers/cuda-package.ts';
import { takeRuntimeFrom } from '../runtime/providers/runtime-package.ts';
import { memoryBudget } from '../runtime/sessions/model-memory.ts';
import type { Initialized } from './engine-handlers.ts';
import { engineVersion } from './engine-version.ts';

type Runtime = Pick<EngineInfo, 'runtime' | 'provider' | 'providerReason' | 'providers'> & {
  readonly runtimeProblem?: string;
};

/**
 * An executor for these settings. A runtime that does not load is no failure yet: the doctor is to tell of it.
 * @throws Failure `provider-unavailable` when a provider was asked for by name and does not work
 */
export async function initialize(settings: EngineSettings): Promise<Initialized> {
  setLogLevel(settings.logLevel);
  rememberDigestsIn(join(settings.cache, 'digests'));
  const { runtimeProblem, ...runtime } = await startRuntime(settings);
  const info: EngineInfo = { version: engineVersion(), process: process.pid, ...runtime };
  const opener = nativeModels({
    provider: runtime.provider,
    threads: settings.threads,
    budget: memoryBudget(settings.memory),
    cache: settings.cache,
  });
  const executor = new Executor({ settings, opener });
  // Nobody waits for tidying up, and what goes wrong with it the first write will tell.
  executor.sweep().catch((error: unknown) => log.warn(`Sweeping the store failed: ${String(error)}`));
  sweepCopyFolders().catch((error: unknown) => log.warn(`Sweeping temporary folders failed: ${String(error)}`));
  return {
    settings,
    info,
    executor,
    manager: new ModelManager({ settings, provider: runtime.provider }),
    ...(runtimeProblem === undefined ? {} : { runtimeProblem }),
  };
}

async function startRuntime({ provider, cache }: EngineSettings): Promise<Runtime> {
  try {
    if (provider === 'auto' || provider === 'cuda') await takeInstalledRuntime(cache);
    const { chooseProvider, reasonForProvider } = await import('../runtime/providers/provider-choice.ts');
    const { surveyProviders } = await import('../runtime/providers/providers.ts');
    const { runtimeName } = await import('../runtime/onnx-runtime.ts');
    return {
      runtime: runtimeName(),
      provider: await chooseProvider(provider),
      providerReason: await reasonForProvider(provider),
      providers: await surveyProviders(),
    };
  } catch (error) {
    if (Failure.is(error)) throw error;
    const runtimeProblem = error instanceof Error ? error.message : String(error);
    const providerReason = 'The model runtime does not load.';
    return { runtime: 'no model runtime', provider: 'cpu', providerReason, providers: [], runtimeProblem };
  }
}

/** Where the CUDA provider was installed, the runtime is loaded from beside it. Has no effect once one is loaded. */
async function takeInstalledRuntime(cache: string): Promise<void> {
  const version = cudaPackage()?.version;
  const folder = version === undefined ? undefined : await installedCuda(cache, version);
  if (folder !== undefined) takeRuntimeFrom(folder);
}
