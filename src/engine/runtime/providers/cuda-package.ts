/**
 * @file Which package the CUDA provider's libraries come in. The runtime's own package says so for its own version, so
 * that the two always fit.
 */
import { createRequire } from 'node:module';

export interface CudaPackage {
  /** Address of the registry's index of services. */
  readonly index: string;
  readonly name: string;
  readonly version: string;
  /** Of the package's files, by the names that the runtime looks for beside itself. */
  readonly files: ReadonlyMap<string, string>;
}

/** Undefined where there is none for this platform: it exists for Linux on x64. */
export function cudaPackage(platform = `${process.platform}/${process.arch}`): CudaPackage | undefined {
  const require = createRequire(import.meta.url);
  const metadata = require('onnxruntime-node/script/install-metadata.js') as InstallMetadata; // As that version has it.
  const wanted = Object.entries(metadata.manifests[`${platform}:cuda12`] ?? {});
  const source = metadata.packages[wanted[0]?.[1].package ?? ''];
  const [release] = source?.versions ?? [];
  const index = metadata.feeds[release?.feed ?? '']?.index;
  if (source === undefined || release === undefined || index === undefined) return undefined;
  // TensorRT is another provider, and hundreds of megabytes.
  const files = wanted.filter(([name]) => !name.includes('tensorrt'));
  return {
    index,
    name: source.name,
    version: release.version,
    files: new Map(files.map(([name, { path }]) => [name.replace(/^\.\//, ''), path])),
  };
}

/** Of onnxruntime-node 1.30.0. */
interface InstallMetadata {
  readonly manifests: Table<Table<{ readonly package: string; readonly path: string }>>;
  readonly packages: Table<{
    readonly name: string;
    readonly versions: readonly { readonly feed: string; readonly version: string }[];
  }>;
  readonly feeds: Table<{ readonly index: string }>;
}

type Table<Value> = { readonly [name: string]: Value };
