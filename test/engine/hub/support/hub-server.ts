/** @file A hub on this machine that lists and sends files as the real one does, and plays any trick it is told to. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** What happens to one request for a file's content. */
export type Trick =
  /** The connection ends after so many bytes of the body. */
  | { readonly kind: 'cut'; readonly after: number }
  /** Nothing more comes after so many bytes, and the connection stays. */
  | { readonly kind: 'stall'; readonly after: number }
  /** One byte is another. */
  | { readonly kind: 'corrupt'; readonly at: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: { readonly [name: string]: string } }
  | { readonly kind: 'redirect'; readonly to: string }
  /** Says another length than it sends. */
  | { readonly kind: 'lie'; readonly by: number }
  /** Sends more than the file has, without saying a length. */
  | { readonly kind: 'long'; readonly by: number }
  /** Says no length. */
  | { readonly kind: 'chunked' }
  /** Says that the content is compressed. */
  | { readonly kind: 'encoded' }
  /** Sends the whole file whatever was asked for. */
  | { readonly kind: 'ignore range' }
  /** Says that it sends another stretch than was asked for. */
  | { readonly kind: 'wrong range' }
  /** Says that the content has another digest. */
  | { readonly kind: 'wrong etag' };

export interface HubRequestSeen {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

interface Repository {
  readonly commit: string;
  readonly files: ReadonlyMap<string, Buffer>;
  readonly isLarge: (path: string) => boolean;
  readonly card: unknown;
  readonly gate: string | undefined;
}

export interface Publication {
  /** Kept apart from git, and so known by its SHA-256; all `.onnx` files and weights when absent. */
  readonly isLarge?: (path: string) => boolean;
  readonly card?: unknown;
  /** The token that is asked for. */
  readonly gate?: string;
  /** Tells versions of a repository apart. */
  readonly version?: number;
  readonly revisions?: readonly string[];
}

export class HubServer {
  readonly seen: HubRequestSeen[] = [];
  /** What to do with the next requests for contents, one each. */
  readonly tricks: Trick[] = [];
  /** Files on one page of a list. */
  pageSize = 1000;
  /** Where the next page is said to be; here when undefined. */
  pageOrigin: string | undefined;
  /** Called before a content is sent. */
  beforeContent: (url: string) => Promise<void> | void = () => {};
  readonly #server: Server;
  readonly #repositories = new Map<string, Repository>();

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start(): Promise<HubServer> {
    const server = new HubServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The commit, which depends on what is published. */
  publish(repository: string, files: { readonly [path: string]: Buffer | string }, options: Publication = {}): string {
    const contents = new Map(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)]));
    const { isLarge = isWeights, card = {}, gate, version = 0, revisions = ['main'] } = options;
    const commit = sha1(
      `${repository} ${version} ${[...contents].map(([name, content]) => name + sha1(content)).join()}`,
    );
    const published = { commit, files: contents, isLarge, card, gate };
    for (const revision of [commit, ...revisions]) this.#repositories.set(`${repository}@${revision}`, published);
    return commit;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.endpoint);
    this.seen.push({ url: url.pathname + url.search, headers: request.headers });
    const [, repository = '', kind = '', revision = '', file = ''] = routes.exec(url.pathname) ?? [];
    const found = this.#repositories.get(`${repository}@${decodeURIComponent(revision)}`);
    const isKnown = [...this.#repositories.keys()].some((name) => name.startsWith(`${repository}@`));
    if (!isKnown) return refuse(response, 401, 'RepoNotFound');
    if (found === undefined) return refuse(response, 404, 'RevisionNotFound');
    if (found.gate !== undefined && request.headers.authorization !== `Bearer ${found.gate}` && kind !== 'revision') {
      return refuse(response, request.headers.authorization === undefined ? 401 : 403, 'GatedRepo');
    }
    if (kind === 'revision')
      return json(response, {
        id: repository,
        sha: found.commit,
        cardData: found.card,
        tags: ['onnx', 'license:of-the-tags'],
      });
    if (kind === 'tree') return this.#list(url, found, response);
    await this.beforeContent(url.pathname);
    const content = found.files.get(file.split('/').map(decodeURIComponent).join('/'));
    if (content === undefined) return refuse(response, 404, 'EntryNotFound');
    sendContent(
      request,
      response,
      content,
      found.isLarge(file) ? sha256(content) : blobId(content),
      this.tricks.shift(),
    );
  }

  #list(url: URL, { files, isLarge }: Repository, response: ServerResponse): void {
    const contents = [...files].map(([name, content]) => entryOf(name, content, isLarge(name)));
    const entries = [{ type: 'directory', path: 'onnx', oid: sha1('') }, ...contents];
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const end = start + this.pageSize;
    url.searchParams.set('cursor', String(end));
    const next = (this.pageOrigin ?? url.origin) + url.pathname + url.search;
    if (end < entries.length) response.setHeader('link', `<${next}>; rel="next"`);
    json(response, entries.slice(start, end));
  }
}

/** Both of the interface's addresses, and those of contents. */
const routes = /^\/(?:api\/models\/)?([^/]+\/[^/]+)\/(revision|tree|resolve)\/([^/]+)(?:\/(.+))?$/;

function isWeights(name: string): boolean {
  return /\.(onnx|pb|safetensors|bin)$|onnx_data/.test(name);
}

/** As the hub has them: https://huggingface.co/docs/hub/api */
function entryOf(name: string, content: Buffer, isLarge: boolean) {
  const plain = { type: 'file', path: name, size: content.length, oid: blobId(content) };
  return isLarge ? { ...plain, lfs: { oid: sha256(content), size: content.length, pointerSize: 130 } } : plain;
}

function sendContent(
  { headers }: IncomingMessage,
  response: ServerResponse,
  content: Buffer,
  digest: string,
  trick: Trick | undefined,
): void {
  if (trick?.kind === 'status') return void response.writeHead(trick.status, { ...trick.headers }).end();
  if (trick?.kind === 'redirect') return void response.writeHead(302, { location: trick.to }).end();
  const [, written] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
  const isCurrent = headers['if-range'] === undefined || headers['if-range'] === `"${digest}"`;
  const from = written !== undefined && isCurrent && trick?.kind !== 'ignore range' ? Number(written) : 0;
  if (from > 0 && from >= content.length) return void response.writeHead(416).end();
  const body = changed(content, trick).subarray(from);
  response.statusCode = from > 0 ? 206 : 200;
  if (from > 0)
    response.setHeader(
      'content-range',
      `bytes ${from + (trick?.kind === 'wrong range' ? 1 : 0)}-${content.length - 1}/${content.length}`,
    );
  response.setHeader('etag', `"${digest}"`);
  response.setHeader('x-linked-etag', `"${trick?.kind === 'wrong etag' ? sha256('another') : digest}"`);
  if (trick?.kind === 'encoded') response.setHeader('content-encoding', 'gzip');
  const saysLength = trick?.kind !== 'chunked' && trick?.kind !== 'long';
  if (saysLength) response.setHeader('content-length', body.length + (trick?.kind === 'lie' ? trick.by : 0));
  finish(response, body, trick);
}

function changed(content: Buffer, trick: Trick | undefined): Buffer {
  if (trick?.kind === 'long') return Buffer.concat([content, Buffer.alloc(trick.by, 7)]);
  if (trick?.kind !== 'corrupt' || content.length === 0) return content;
  const copy = Buffer.from(content);
  const at = trick.at % copy.length;
  copy[at] = copy[at]! ^ 1;
  return copy;
}

function finish(response: ServerResponse, body: Buffer, trick: Trick | undefined): void {
  const stop = trick?.kind === 'cut' || trick?.kind === 'stall' ? Math.min(trick.after, body.length) : undefined;
  if (stop === undefined && trick?.kind !== 'lie') return void response.end(body);
  response.write(body.subarray(0, stop ?? body.length), () => {
    // What was written must leave before the connection ends.
    if (trick?.kind === 'cut' || trick?.kind === 'lie') setImmediate(() => response.destroy());
  });
  response.flushHeaders();
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'x-error-code': code }).end(JSON.stringify({ error: code }));
}

export function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function sha1(content: Buffer | string): string {
  return createHash('sha1').update(content).digest('hex');
}

/** What git calls a content. */
export function blobId(content: Buffer): string {
  return sha1(Buffer.concat([Buffer.from(`blob ${content.length}\0`), content]));
}

/** The files of a folder as they are published; what was drawn with a model is no part of it. */
export async function filesOf(folder: string): Promise<{ readonly [path: string]: Buffer }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
  const named = files.map((file) => [path.relative(folder, file).split(path.sep).join('/'), file] as const).sort();
  const kept = named.filter(([name]) => !name.startsWith('golden/'));
  return Object.fromEntries(await Promise.all(kept.map(async ([name, file]) => [name, await readFile(file)] as const)));
}
