/**
 * @file Where a NuGet registry has a package, how large it is and what its digest must be; see its documented services
 * `PackageBaseAddress` and `RegistrationsBaseUrl` (NuGet Server API, version 3).
 */
import { Failure } from '../../protocol/failure.ts';
import type { HubAnswer, HubClient } from '../hub/hub-client.ts';
import { type HubTiming, Interrupted, persistently } from '../hub/hub-timing.ts';
import type { CudaPackage } from '../runtime/cuda-package.ts';

export interface PackageSource {
  readonly address: string;
  readonly bytes: number;
  /** Of the archive, hex. */
  readonly sha512: string;
}

export interface Registry {
  readonly client: HubClient;
  readonly timing: HubTiming;
}

/** @throws Failure `hub-unreachable`, `cancelled`; `provider-unavailable` when the registry lacks the package */
export async function findPackage(
  { index, name, version }: CudaPackage,
  registry: Registry,
  signal: AbortSignal,
): Promise<PackageSource> {
  const { resources } = await read<Services>(index, registry, signal);
  const id = name.toLowerCase();
  const base = serviceOf(resources, 'PackageBaseAddress/3');
  const registrations = serviceOf(resources, 'RegistrationsBaseUrl');
  const leaf = await read<Registration>(`${registrations}${id}/${version}.json`, registry, signal);
  const entry = await read<CatalogEntry>(leaf.catalogEntry, registry, signal);
  const digest = Buffer.from(String(entry.packageHash), 'base64').toString('hex');
  if (entry.packageHashAlgorithm !== 'SHA512' || digest.length !== 128 || !(entry.packageSize > 0)) {
    throw unknownAnswer(`it names no SHA-512 digest of ${name} ${version}`);
  }
  return { address: `${base}${id}/${version}/${id}.${version}.nupkg`, bytes: entry.packageSize, sha512: digest };
}

interface Services {
  readonly resources: readonly { readonly '@id': string; readonly '@type': string }[];
}

interface Registration {
  readonly catalogEntry: string;
}

interface CatalogEntry {
  readonly packageHash: string;
  readonly packageHashAlgorithm: string;
  readonly packageSize: number;
}

/** The first of a type, whichever its version; answers to newer versions have the same members. */
function serviceOf(resources: Services['resources'], type: string): string {
  const found = resources?.find?.((resource) => resource['@type'].startsWith(type))?.['@id'];
  if (found === undefined) throw unknownAnswer(`it has no service \`${type}\``);
  return found.endsWith('/') ? found : `${found}/`;
}

async function read<Answer>(address: string, { client, timing }: Registry, signal: AbortSignal): Promise<Answer> {
  const attempt = async () => {
    const answer = await client.get(address, { accept: 'application/json' }, signal);
    requireAnswer(answer);
    return client.text(answer);
  };
  const text = await persistently(attempt, 'The index of the CUDA provider', timing, signal);
  try {
    return JSON.parse(text) as Answer; // Each member is checked where it is used.
  } catch {
    throw unknownAnswer('its answer is no JSON');
  }
}

/** Lets an answer with content pass. @throws Interrupted, Failure `hub-unreachable` */
export function requireAnswer({ status, body }: HubAnswer): void {
  if (status === 200 || status === 206) return;
  body.on('error', () => {}).destroy();
  if (status === 429 || status >= 500) throw new Interrupted(`the registry answers ${status}`);
  throw unknownAnswer(`it answers ${status}`);
}

function unknownAnswer(what: string): Failure {
  return new Failure(
    'hub-unreachable',
    `The registry of the CUDA provider cannot be used: ${what}; try again later, or install the libraries by hand (docs/providers.md).`,
  );
}
