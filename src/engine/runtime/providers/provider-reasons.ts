/** @file Why a provider does not work here, and what would help: what the runtime says, in words for people. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ProviderName } from '../../../protocol/engine.ts';
import { librariesBeside } from './runtime-package.ts';

/** Where each provider can be had at all. */
const homes: { readonly [P in ProviderName]: string } = {
  cpu: 'everywhere',
  webgpu: 'in the packages for Linux on x64, Windows and macOS',
  cuda: 'in the package for Linux on x64',
  dml: 'in the packages for Windows',
  coreml: 'in the package for macOS',
};

/** Of a provider that this build of the runtime does not have. */
export function reasonAbsent(provider: ProviderName): string {
  return `it is only ${homes[provider]}`;
}

/** Of one that it has and that fails. The runtime's messages begin with the place in its source, over several lines. */
export async function reasonOf(provider: ProviderName, error: unknown): Promise<string> {
  const text = error instanceof Error ? error.message : String(error);
  const known = reasons.find(([pattern]) => pattern.test(text));
  return (await known?.[1](provider)) ?? text.split('\n')[0]!.replace(/\.\s*$/, '');
}

const reasons: readonly (readonly [RegExp, (provider: ProviderName) => string | Promise<string>])[] = [
  [/Failed to get a WebGPU adapter/, () => adapters[process.platform] ?? noAdapter],
  [/Failed to load shared library/, () => (hasNvidiaDriver() ? whyCudaFails() : noNvidia)],
];

const noAdapter = 'no graphics adapter was found; install the driver of your graphics card';

const adapters: { readonly [platform: string]: string } = {
  linux: 'no graphics adapter was found; install your graphics card’s driver with Vulkan (libvulkan.so.1)',
};

const noNvidia = 'no driver of an NVIDIA graphics card is loaded';

/** The runtime says no more than that a library does not load. */
async function whyCudaFails(): Promise<string> {
  const library = join(librariesBeside(), 'libonnxruntime_providers_cuda.so');
  if (!existsSync(library)) {
    return 'its libraries are not installed; run *VLPrompt: Install CUDA Provider*, or `vlprompt providers install cuda`';
  }
  const missing = await missingLibraries(library);
  const what = missing.length === 0 ? 'a library that it needs does not load' : `it lacks ${missing.join(', ')}`;
  return `${what}; install CUDA 12 and cuDNN 9, and see that the loader finds them (LD_LIBRARY_PATH)`;
}

/** Of the system, that a provider's library needs; empty where it cannot be told. */
async function missingLibraries(library: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ldd', [library], { timeout: 10_000 }).catch(() => ({ stdout: '' }));
  const names = [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name!);
  // The runtime itself is loaded already.
  return names.filter((name) => !name.startsWith('libonnxruntime'));
}

/** Linux, its containers, and Windows' Linux. */
function hasNvidiaDriver(): boolean {
  return ['/proc/driver/nvidia/version', '/dev/nvidia0', '/dev/dxg'].some(existsSync);
}
