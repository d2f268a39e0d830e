/** @file `"starter/clip"`, `"hf:owner/name@revision"`, `"./folder"` → where a model is found. */
import { resolvePath } from '../tree/paths.ts';
import type { ModelSpec } from './plan.ts';

export type ModelTask = 'draws' | 'judges';

/** What the starter pack holds. */
export const starterModels: Readonly<Record<string, ModelTask>> = { diffusion: 'draws', clip: 'judges' };

export const defaultModels: Readonly<Record<ModelTask, ModelSpec>> = {
  draws: { kind: 'starter', name: 'diffusion' },
  judges: { kind: 'starter', name: 'clip' },
};

/** @returns undefined when it names no model. @param file relative to the workspace; folders are relative to it. */
export function modelSpec(written: string, file: string): ModelSpec | undefined {
  const [, starter] = /^starter\/(.+)$/.exec(written) ?? [];
  if (starter !== undefined)
    return Object.hasOwn(starterModels, starter) ? { kind: 'starter', name: starter } : undefined;
  const [, repository, revision = 'main'] = /^hf:([\w-][\w.-]*\/[\w-][\w.-]*)(?:@([\w./-]+))?$/.exec(written) ?? [];
  if (repository !== undefined) return { kind: 'hub', repository, revision };
  return folder(written, file);
}

/** Absolute folders stay as written: whether they are trusted is the engine's question. */
function folder(written: string, file: string): ModelSpec | undefined {
  if (/^(\/|[A-Za-z]:[/\\])/.test(written)) return { kind: 'folder', path: written.replaceAll('\\', '/') };
  if (!/^\.{1,2}\//.test(written)) return undefined;
  const path = resolvePath(file, written);
  return path === undefined ? undefined : { kind: 'folder', path };
}
