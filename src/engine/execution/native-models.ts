/**
 * @file Models run by onnxruntime. Loaded when the first one is opened: an engine whose runtime does not load can still
 * say so, and a look-up needs no runtime.
 */
import { Failure } from '../../protocol/failure.ts';
import type { ModelRequest } from '../models/model-request.ts';
import type { SessionOptions } from '../runtime/session.ts';
import type { ModelOfRole, ModelOpener, ModelRole } from './model-opener.ts';

type Openers = { readonly [R in ModelRole]: (request: ModelRequest) => Promise<ModelOfRole[R]> };

/** @param options what models run on that do not say themselves */
export function nativeModels(options: SessionOptions): ModelOpener {
  const openers: Openers = {
    painter: async (request) =>
      (await loaded(import('../models/painters/open-painter.ts'))).openPainter(request, options),
    judge: async (request) => (await loaded(import('../models/judges/open-judge.ts'))).openJudge(request, options),
  };
  return { open: (role, request) => openers[role](request) };
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
