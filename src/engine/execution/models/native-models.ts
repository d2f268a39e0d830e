/**
 * @file Models run by onnxruntime. Loaded when the first one is opened: an engine whose runtime does not load can still
 * say so, and a look-up needs no runtime.
 */
import type { ProviderName } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { ModelRequest } from '../../models/model-request.ts';
import { memoryBudget } from '../../runtime/sessions/model-memory.ts';
import { type Preparation, RunScopes } from '../../runtime/sessions/run-scope.ts';
import type { SessionOptions } from '../../runtime/sessions/session.ts';
import { SessionGroup } from '../../runtime/sessions/session-group.ts';
import type { ModelOfRole, ModelOpener, ModelRole } from './model-opener.ts';

type Openers = {
  readonly [R in ModelRole]: (request: ModelRequest, options: SessionOptions) => Promise<ModelOfRole[R]>;
};

const openers: Openers = {
  painter: async (request, options) =>
    (await loaded(import('../../models/painters/open-painter.ts'))).openPainter(request, options),
  judge: async (request, options) =>
    (await loaded(import('../../models/judges/open-judge.ts'))).openJudge(request, options),
};

export interface NativeModelOptions {
  /** What models run on that do not say themselves. */
  readonly provider: ProviderName;
  /** 0 lets the engine choose. */
  readonly threads: number;
  /** Bytes that open sessions may take; absent: what suits the machine. */
  readonly budget?: number;
  /** Absolute path of the user's own cache folder; absent: optimised graphs are not kept. */
  readonly cache?: string;
}

export function nativeModels({ provider, threads, budget = memoryBudget(0), cache }: NativeModelOptions): ModelOpener {
  const scopes = new RunScopes();
  let sources: ReturnType<typeof openSources> | undefined;
  const openSources = async () => {
    const { SessionPool } = await loaded(import('../../runtime/sessions/session-pool.ts'));
    const { GraphCache } = await import('../../runtime/sessions/graph-cache.ts');
    return { pool: new SessionPool(scopes, budget), ...(cache !== undefined && { graphs: new GraphCache(cache) }) };
  };
  return {
    open: async (role, request) => {
      sources ??= openSources();
      const { pool, ...kept } = await sources;
      const tell = (preparation: Preparation) => scopes.current.tell(preparation);
      return openers[role](request, { provider, threads, sessions: new SessionGroup(pool), tell, ...kept });
    },
    beginRun: (scope) => scopes.begin(scope),
  };
}

/** @throws Failure `provider-unavailable` when the runtime's native library cannot be loaded here */
async function loaded<Module>(module: Promise<Module>): Promise<Module> {
  try {
    return await module;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    const text = `The model runtime does not load on this machine (${reason}); install the product again for it.`;
    throw new Failure('provider-unavailable', text, { cause });
  }
}
