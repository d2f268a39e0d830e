/** @file What the hub says of a repository: its commit, its files, its licence. https://huggingface.co/docs/hub/api */
import { Failure } from '../../../protocol/failure.ts';
import { modelName } from '../../../protocol/model-name.ts';
import type { HubSpec } from '../../../protocol/models.ts';
import { JsonObject } from '../../files/json-file.ts';
import { requireContent } from './hub-answers.ts';
import { type HubClient, headerOf } from './hub-client.ts';
import { isCommit } from './hub-spec.ts';
import { type HubTiming, Interrupted, persistently } from './hub-timing.ts';
import { requireSafePath } from './listed-path.ts';

/** A file as the hub lists it. */
export interface HubFile {
  /** With `/`; known to stay below the model's folder. */
  readonly path: string;
  readonly bytes: number;
  /** Hex: the SHA-256 of a large file, the id of git's blob (a SHA-1) of a small one. Its name in the cache, too. */
  readonly digest: string;
}

export interface HubRevision {
  /** 40 hex digits. */
  readonly commit: string;
  /** SPDX in most cases, as its card says. */
  readonly licence?: string;
}

interface Asking {
  readonly client: HubClient;
  readonly timing: HubTiming;
  readonly signal: AbortSignal;
}

/** Pages of lists; the hub puts a thousand files on one. */
const MOST_PAGES = 200;
const MOST_FILES = 200_000;

/**
 * @param revision a branch, tag or commit
 * @throws Failure `model-missing`, `hub-refused`, `hub-unreachable`, `cancelled`
 */
export async function resolveRevision(spec: HubSpec, revision: string, asking: Asking): Promise<HubRevision> {
  const address = `/api/models/${spec.repository}/revision/${encodeURIComponent(revision)}`;
  const { value } = await fetchJson(address, { ...spec, revision }, asking);
  const found = JsonObject.of(value, `The hub's answer for ${spec.repository}`);
  const commit = found.value('sha');
  if (typeof commit !== 'string' || !isCommit(commit)) throw strange(spec, 'names no commit');
  if (isCommit(revision) && commit !== revision) throw strange(spec, 'is about another commit than was asked for');
  const licence = licenceOf(found);
  return { commit, ...(licence === undefined ? {} : { licence }) };
}

/** As its card says, where `other` says nothing without the name that goes with it; else as its tags say. */
function licenceOf(found: JsonObject): string | undefined {
  const card = found.value('cardData');
  const data = typeof card === 'object' && card !== null ? JsonObject.of(card, 'the card') : undefined;
  const [written, name] = [data?.value('license'), data?.value('license_name')];
  const tags: readonly unknown[] = Array.isArray(found.value('tags')) ? found.list('tags') : [];
  const [tag] = tags.flatMap((one) => (typeof one === 'string' ? (/^license:(.+)$/.exec(one)?.slice(1) ?? []) : []));
  const licence = (written === 'other' && typeof name === 'string' ? name : written) ?? tag;
  return typeof licence === 'string' && licence.length < 100 ? licence : undefined;
}

/** @throws Failure `model-missing`, `model-corrupt` for a path that may not be written, and as `resolveRevision` */
export async function listFiles(spec: HubSpec, commit: string, asking: Asking): Promise<readonly HubFile[]> {
  const files: HubFile[] = [];
  let address: string | undefined = `/api/models/${spec.repository}/tree/${commit}?recursive=true`;
  for (let page = 0; address !== undefined; page++) {
    if (page === MOST_PAGES) throw strange(spec, 'lists files without end');
    const { value, next } = await fetchJson(address, { ...spec, revision: commit }, asking);
    if (!Array.isArray(value)) throw strange(spec, 'lists no files');
    for (const entry of value as readonly unknown[]) files.push(...fileOf(entry, spec));
    if (files.length > MOST_FILES) throw strange(spec, 'lists files without end');
    address = next;
  }
  return files;
}

/**
 * `model_type` of a commit's `config.json`; undefined when that says none, or is no JSON.
 * @throws as `resolveRevision`
 */
export async function fetchModelType(spec: HubSpec, commit: string, asking: Asking): Promise<string | undefined> {
  const address = `/${spec.repository}/resolve/${commit}/config.json`;
  return (await fetchAnswer(address, spec, asking, modelTypeIn)).value;
}

function modelTypeIn(text: string): string | undefined {
  try {
    const { model_type: type } = Object(JSON.parse(text)) as { readonly model_type?: unknown };
    return typeof type === 'string' ? type : undefined;
  } catch {
    return undefined;
  }
}

function fileOf(entry: unknown, spec: HubSpec): HubFile[] {
  const fields = JsonObject.of(entry, `The hub's list of ${spec.repository}`);
  if (fields.value('type') !== 'file') return [];
  const path = fields.string('path');
  requireSafePath(path, spec.repository);
  const large = fields.value('lfs');
  const digests = isFilled(large) ? JsonObject.of(large, path) : fields;
  const digest = digests.string('oid').replace(/^sha256:/, '');
  const bytes = digests.number('size');
  const pattern = isFilled(large) ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{40}$/;
  if (!pattern.test(digest) || !Number.isSafeInteger(bytes) || bytes < 0)
    throw strange(spec, 'lists a file without a digest or size');
  return [{ path, bytes, digest }];
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function fetchJson(address: string, spec: HubSpec, asking: Asking) {
  return fetchAnswer(address, spec, asking, (text) => {
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw new Interrupted('the answer is no JSON', { cause });
    }
  });
}

function fetchAnswer<Value>(
  address: string,
  spec: HubSpec,
  { client, timing, signal }: Asking,
  read: (text: string) => Value,
): Promise<{ readonly value: Value; readonly next: string | undefined }> {
  const attempt = async () => {
    const answer = await client.get(address, { accept: 'application/json' }, signal);
    requireContent(answer, spec, client);
    const value = read(await client.text(answer));
    return { value, next: nextPage(headerOf(answer.headers, 'link'), client.endpoint) };
  };
  return persistently(attempt, `What the hub has of \`${modelName(spec)}\``, timing, signal);
}

/** Of a `Link` header. Mirrors pass on the hub's own address; the next page is theirs, too. */
function nextPage(link: string | undefined, endpoint: string): string | undefined {
  const [, written] = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(link ?? '') ?? [];
  if (written === undefined || !URL.canParse(written, endpoint)) return undefined;
  const { origin, href, pathname, search } = new URL(written, endpoint);
  return origin === new URL(endpoint).origin ? href : pathname + search;
}

function strange(spec: HubSpec, what: string): Failure {
  return new Failure(
    'hub-unreachable',
    `The hub's answer for \`${modelName(spec)}\` ${what}; something may be between this machine and the hub. Try again later.`,
  );
}
