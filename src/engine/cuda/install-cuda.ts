/**
 * @file Installs the CUDA provider, when a person asks for it: the package of the runtime's own version is fetched,
 * compared with its digest, and unpacked beside a copy of the runtime, which gets its name when all of it is there.
 */
import { cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { EngineSettings } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import type { DownloadProgress } from '../../protocol/models.ts';
import type { ProviderPlan } from '../../protocol/providers.ts';
import { temporaryName } from '../files/temporary-file.ts';
import { hasDigest } from '../hub/download/content-digest.ts';
import { downloadContent } from '../hub/download/content-download.ts';
import { DownloadMeter } from '../hub/download/download-meter.ts';
import { freeBytes, requireSpace } from '../hub/download/free-space.ts';
import { HubClient } from '../hub/network/hub-client.ts';
import { defaultHubTiming, type HubTiming, requireWanted } from '../hub/network/hub-timing.ts';
import { type CudaPackage, cudaPackage } from '../runtime/providers/cuda-package.ts';
import { cudaFolder, installedCuda, librariesFolder, makeOwnFolder, recordFile } from './cuda-folder.ts';
import { extractFiles } from './extract-files.ts';
import { findPackage, type PackageSource, requireAnswer } from './package-source.ts';

export interface CudaInstaller {
  /** Absolute path of the user's own cache. */
  readonly cache: string;
  /** Undefined where there is none for this platform. */
  readonly package: CudaPackage | undefined;
  readonly offline: boolean;
  readonly timing: HubTiming;
}

/** With the package that this runtime needs. */
export function cudaInstaller({ cache, offline }: Pick<EngineSettings, 'cache' | 'offline'>): CudaInstaller {
  return { cache, offline, package: cudaPackage(), timing: defaultHubTiming };
}

/** The libraries are compressed to about a third. */
const UNPACKED = 4;

/** @throws Failure `provider-unavailable` on other platforms, `offline`, `hub-unreachable`, `cancelled` */
export async function planCuda(installer: CudaInstaller, signal: AbortSignal): Promise<ProviderPlan> {
  const wanted = requirePackage(installer);
  const there = await installedCuda(installer.cache, wanted.version);
  const source =
    there === undefined
      ? await online(installer, (client) => findPackage(wanted, { client, timing: installer.timing }, signal))
      : undefined;
  return {
    provider: 'cuda',
    version: wanted.version,
    folder: cudaFolder(installer.cache, wanted.version),
    isInstalled: there !== undefined,
    downloadBytes: source?.bytes ?? 0,
    freeBytes: await freeBytes(installer.cache),
  };
}

/**
 * Goes on where an earlier download stopped.
 * @throws Failure as `planCuda`, `model-corrupt` when something else is sent than the registry says, `disk-full`
 */
export async function installCuda(
  installer: CudaInstaller,
  signal: AbortSignal,
  report: (progress: DownloadProgress) => void,
): Promise<ProviderPlan> {
  const wanted = requirePackage(installer);
  if ((await installedCuda(installer.cache, wanted.version)) !== undefined) return planCuda(installer, signal);
  report({ stage: 'resolving', bytes: 0, totalBytes: 0 });
  await online(installer, async (client) => {
    const source = await findPackage(wanted, { client, timing: installer.timing }, signal);
    await requireSpace(installer.cache, source.bytes * (1 + UNPACKED));
    const archive = await fetchArchive(source, { installer, client, signal, report });
    await unpack(archive, wanted, installer.cache, signal);
    await rm(dirname(archive), { recursive: true, force: true });
  });
  return planCuda(installer, signal);
}

/** A running engine that has loaded it goes on with it; what is on the disk is gone. */
export async function uninstallCuda(installer: CudaInstaller): Promise<{ readonly wasInstalled: boolean }> {
  const { version } = requirePackage(installer);
  const wasInstalled = (await installedCuda(installer.cache, version)) !== undefined;
  await rm(cudaFolder(installer.cache, version), { recursive: true, force: true });
  return { wasInstalled };
}

interface Fetching {
  readonly installer: CudaInstaller;
  readonly client: HubClient;
  readonly signal: AbortSignal;
  readonly report: (progress: DownloadProgress) => void;
}

/** Absolute path of the archive. */
async function fetchArchive(source: PackageSource, { installer, client, signal, report }: Fetching): Promise<string> {
  const meter = new DownloadMeter(report);
  const folder = join(installer.cache, 'downloads');
  const name = 'the CUDA provider';
  await makeOwnFolder(folder);
  meter.begin(source.bytes, 0);
  await downloadContent({
    name,
    address: source.address,
    bytes: source.bytes,
    digest: source.sha512,
    folder,
    client,
    timing: installer.timing,
    signal,
    requireContent: requireAnswer,
    onBytes: (bytes) => meter.set(name, bytes),
    onVerifying: () => meter.verifying(name),
  });
  const archive = join(folder, source.sha512);
  // It may have been there before, and what is in it is loaded as code.
  if (await hasDigest(archive, source.sha512, signal)) return archive;
  await rm(archive, { force: true });
  throw new Failure('model-corrupt', `${archive} was not what the registry has, and is gone now; install again.`);
}

async function unpack(
  archive: string,
  { version, files }: CudaPackage,
  cache: string,
  signal: AbortSignal,
): Promise<void> {
  const folder = cudaFolder(cache, version);
  const unfinished = join(dirname(folder), temporaryName());
  try {
    await makeOwnFolder(dirname(folder));
    await makeOwnFolder(unfinished);
    await copyRuntime(join(unfinished, 'node_modules'));
    const libraries = librariesFolder(unfinished);
    await extractFiles(archive, new Map([...files].map(([name, path]) => [path, join(libraries, name)])), signal);
    const sizes = [...files.keys()].map(async (name) => [name, (await stat(join(libraries, name))).size] as const);
    const record = { version, libraries: Object.fromEntries(await Promise.all(sizes)) };
    await writeFile(recordFile(unfinished), `${JSON.stringify(record, undefined, 2)}\n`);
    requireWanted(signal);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** The runtime's own package and the one that it requires, for this platform. */
async function copyRuntime(modules: string): Promise<void> {
  const require = createRequire(import.meta.url);
  for (const name of ['onnxruntime-node', 'onnxruntime-common']) {
    const source = packageFolder(require, name);
    const target = join(modules, name);
    await mkdir(target, { recursive: true });
    await cp(source, target, {
      recursive: true,
      dereference: true,
      filter: (file) => isNeeded(file.slice(source.length)),
    });
  }
}

/** `onnxruntime-common` does not let its manifest be required. */
function packageFolder(require: NodeJS.Require, name: string): string {
  const entry = require.resolve(name);
  return entry.slice(0, entry.lastIndexOf(join('node_modules', name)) + join('node_modules', name).length);
}

/** Of another platform, nothing. @param path below the package's folder */
function isNeeded(path: string): boolean {
  const [, platform, cpu] = /^[/\\]bin[/\\]napi-v6[/\\](\w+)(?:[/\\](\w+))?/.exec(path) ?? [];
  return (platform === undefined || platform === 'linux') && (cpu === undefined || cpu === 'x64');
}

function requirePackage({ package: found }: CudaInstaller): CudaPackage {
  if (found !== undefined) return found;
  const text = 'The CUDA provider is only for Linux on x64; use `webgpu` on this machine.';
  throw new Failure('provider-unavailable', text);
}

async function online<Result>(
  { offline, timing, package: found }: CudaInstaller,
  work: (client: HubClient) => Promise<Result>,
): Promise<Result> {
  if (offline) {
    throw new Failure(
      'offline',
      'The CUDA provider is not here, and downloads are switched off: switch them on first.',
    );
  }
  const client = new HubClient(new URL(found!.index).origin, undefined, timing);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
