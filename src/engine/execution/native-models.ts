/**
 * @file Models run by onnxruntime. Loaded when the first one is opened: an engine whose runtime does not load can still
 * say so, and a look-up needs no runtime.
 */
import type { ProviderName } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import type { ModelRequest } from '../models/model-request.ts';
import type { ModelOfRole, ModelOpener, ModelRole } from './model-opener.ts';

type Openers = { readonly [R in ModelRole]: (folder: string) => Promise<ModelOfRole[R]> };

export function nativeModels(provider: ProviderName, threads: number): ModelOpener {
  const options = { provider, threads };
  const openers: Openers = {
    painter: async (folder) =>
      (await loaded(import('../models/stable-diffusion.ts'))).openPainter(requestFor(folder), options),
    judge: async (folder) =>
      (await loaded(import('../models/judges/open-judge.ts'))).openJudge(requestFor(folder), options),
  };
  return { open: (role, folder) => openers[role](folder) };
}

function requestFor(folder: string): ModelRequest {
  return { folder, adapters: [] };
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
