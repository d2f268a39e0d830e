/**
 * @file Which copy of onnxruntime-node is loaded: the one that ships, or one that has another provider's libraries
 * beside it. The runtime looks for those beside itself, and what ships must not be written to.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

type Runtime = typeof import('onnxruntime-node');

let beside = import.meta.url;
let loaded: Runtime | undefined;

/**
 * Takes the runtime from the `node_modules` of a folder. Has no effect once a runtime is loaded: a process has one.
 * @param folder absolute
 */
export function takeRuntimeFrom(folder: string): void {
  beside = join(folder, 'runtime.cjs');
}

/** @throws when the native library cannot be loaded here */
export function loadRuntime(): Runtime {
  loaded ??= createRequire(beside)('onnxruntime-node') as Runtime; // Its types are those of the version that ships.
  return loaded;
}

/** Absolute path of the folder in which the runtime looks for a provider's libraries. */
export function librariesBeside(): string {
  const manifest = createRequire(beside).resolve('onnxruntime-node/package.json');
  return join(manifest, '../bin/napi-v6', process.platform, process.arch);
}
