/**
 * @file Where a NuGet registry has a package, how large it is and what its digest must be; see its documented services
 * `PackageBaseAddress` and `RegistrationsBaseUrl` (NuGet Server API, version 3).
 */
import { Failure } from '../../protocol/failure.ts';
import type { HubAnswer, HubClient } from '../hub/network/hub-client.ts';
import { type HubTiming, Interrupted, persistently } from '../hub/network/hub-timing.ts';
import type { CudaPackage } from '../runtime/providers/cuda-package.ts';

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
  const services = await read(index, registry, signal);
  const id = name.toLowerCase();
  const base = serviceOf(services, 'PackageBaseAddress/3');
  const registrations = serviceOf(services, 'RegistrationsBaseUrl');
  const leaf = await read(`${registrations}${id}/${version}.json`, registry, signal);
  const entry = await read(textIn(leaf, 'catalogEntry'), registry, signal);
  const digest = Buffer.from(textIn(entry, 'packageHash'), 'base64').toString('hex');
  const bytes = memberOf(entry, 'packageSize');
  const isWhole = digest.length === 128 && typeof bytes === 'number' && Number.isSafeInteger(bytes) && bytes > 0;
  if (textIn(entry, 'packageHashAlgorithm') !== 'SHA512' || !isWhole) {
    throw unknownAnswer(`it names no SHA-512 digest of ${name} ${version}`);
  }
  return { address: `${base}${id}/${version}/${id}.${version}.nupkg`, bytes, sha512: digest };
}

/** The first of a type, whichever its version; answers to newer versions have the same members. */
function serviceOf(services: unknown, type: string): string {
  const resources = memberOf(services, 'resources');
  const all: readonly unknown[] = Array.isArray(resources) ? resources : [];
  const found = all.find((resource) => String(memberOf(resource, '@type')).startsWith(type));
  if (found === undefined) throw unknownAnswer(`it has no service \`${type}\``);
  const address = textIn(found, '@id');
  return address.endsWith('/') ? address : `${address}/`;
}

function textIn(answer: unknown, name: string): string {
  const value = memberOf(answer, name);
  if (typeof value === 'string') return value;
  throw unknownAnswer(`it names no \`${name}\``);
}

function memberOf(answer: unknown, name: string): unknown {
  return (Object(answer) as { readonly [name: string]: unknown })[name];
}

async function read(address: string, { client, timing }: Registry, signal: AbortSignal): Promise<unknown> {
  const attempt = async () => {
    const answer = await client.get(address, { accept: 'application/json' }, signal);
    requireAnswer(answer);
    return client.text(answer);
  };
  const text = await persistently(attempt, 'The index of the CUDA provider', timing, signal);
  try {
    return JSON.parse(text);
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
