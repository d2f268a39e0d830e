/**
 * @file Requests to the hub: redirects are followed by hand, so that a token reaches no other server than the hub's own
 * and nothing is fetched without encryption; servers that keep silent are given up.
 */
import type { Readable } from 'node:stream';
import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import { Failure } from '../../../protocol/failure.ts';
import { systemCode } from '../../files/system-code.ts';
import { isSafeAddress } from './hub-environment.ts';
import { type HubTiming, Interrupted, requireWanted } from './hub-timing.ts';
import { proxyFor } from './proxy-choice.ts';

export interface HubAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Of the hub's own answer, where another server answered in the end. */
  readonly linkedEtag: string | undefined;
  readonly body: Readable;
}

/** Names are in lower case. */
export type Headers = { readonly [name: string]: string | string[] | undefined };

const MOST_REDIRECTS = 10;
/** Bytes; lists of the largest repositories have some million. */
const LARGEST_TEXT = 64 << 20;

export class HubClient {
  readonly endpoint: string;
  readonly #token: string | undefined;
  readonly #timing: HubTiming;
  /** By the proxy's address; empty without one. */
  readonly #dispatchers = new Map<string, Dispatcher>();

  /** @param token sent to the endpoint's own origin only */
  constructor(endpoint: string, token: string | undefined, timing: HubTiming) {
    this.endpoint = endpoint;
    this.#token = token;
    this.#timing = timing;
  }

  get hasToken(): boolean {
    return this.#token !== undefined;
  }

  /**
   * The answer after all redirects, whatever its status; its body must be read or destroyed.
   * @param address below the endpoint, or beginning with it
   * @throws Interrupted, Failure `hub-unreachable` when an address or a redirect leads where nothing may be fetched from,
   * `cancelled`
   */
  async get(address: string, headers: { readonly [name: string]: string }, signal: AbortSignal): Promise<HubAnswer> {
    let url = this.#addressOf(address);
    let isHub = url.origin === new URL(this.endpoint).origin;
    let linkedEtag: string | undefined;
    for (let left = MOST_REDIRECTS; left > 0; left--) {
      const answer = await this.#ask(url, isHub ? { ...headers, ...this.#authorization() } : headers, signal);
      if (isHub) linkedEtag ??= plainEtag(headerOf(answer.headers, 'x-linked-etag'));
      const location = headerOf(answer.headers, 'location');
      if (answer.statusCode < 300 || answer.statusCode > 399 || location === undefined) {
        return { status: answer.statusCode, headers: answer.headers, linkedEtag, body: answer.body };
      }
      answer.body.on('error', () => {}).destroy();
      const next = redirected(url, location);
      isHub &&= next.origin === url.origin; // Once left, a token is never sent again.
      url = next;
    }
    throw new Failure('hub-unreachable', `The hub at ${url.host} redirects without end; try again later.`);
  }

  /** Addresses that are not below the endpoint come from answers, too. */
  #addressOf(written: string): URL {
    const address = written.startsWith('/') ? this.endpoint + written : written;
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url !== undefined && isSafeAddress(url) && url.username === '' && url.password === '') return url;
    throw new Failure(
      'hub-unreachable',
      `${new URL(this.endpoint).host} names an address that is not encrypted or is none; nothing was fetched from there. Check the network: something may be in between.`,
    );
  }

  /** @throws as `get`; Interrupted when it is longer than a list can be */
  async text(answer: HubAnswer): Promise<string> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    try {
      for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
        bytes += chunk.length;
        if (bytes > LARGEST_TEXT) throw new Interrupted('the answer is too long');
        chunks.push(chunk);
      }
    } catch (error) {
      throw interruption(error);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  async close(): Promise<void> {
    await Promise.all([...this.#dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
  }

  #authorization(): { readonly [name: string]: string } {
    return this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
  }

  async #ask(url: URL, headers: { readonly [name: string]: string }, signal: AbortSignal) {
    const { stall } = this.#timing;
    try {
      return await request(url, {
        // Encoded content has another length than the file.
        headers: { 'user-agent': 'vlprompt', 'accept-encoding': 'identity', ...headers },
        dispatcher: this.#dispatcherFor(url),
        headersTimeout: stall,
        bodyTimeout: stall,
        signal,
      });
    } catch (error) {
      requireWanted(signal);
      throw interruption(error);
    }
  }

  /** Nothing on this machine is asked through a proxy. */
  #dispatcherFor(url: URL): Dispatcher {
    const proxy = url.protocol === 'https:' ? proxyFor(url, process.env) : undefined;
    const known = this.#dispatchers.get(proxy ?? '');
    if (known !== undefined) return known;
    const options = { connect: { timeout: this.#timing.stall } };
    const made = proxy === undefined ? new Agent(options) : new ProxyAgent({ ...options, uri: proxy });
    this.#dispatchers.set(proxy ?? '', made);
    return made;
  }
}

export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Without the marks around it. */
function plainEtag(etag: string | undefined): string | undefined {
  return etag?.replace(/^W\//, '').replaceAll('"', '');
}

/** What a request or a body ended with, as what it means. */
export function interruption(error: unknown): Interrupted | Failure {
  if (error instanceof Interrupted || Failure.is(error)) return error;
  const code = systemCode(error) ?? (error instanceof Error ? systemCode(error.cause) : undefined) ?? 'no reason given';
  const [, proxyStatus] = /Proxy response \((\d+)\)/.exec(String(error)) ?? [];
  const text =
    proxyStatus === undefined
      ? (meanings.find(([pattern]) => pattern.test(code))?.[1] ?? `the connection broke off: ${code}`)
      : `the proxy refuses with status ${proxyStatus}`;
  return new Interrupted(text, { cause: error });
}

const meanings: readonly (readonly [RegExp, string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the server is not found'],
  [/^ECONNREFUSED$/, 'nothing answers there'],
  [/^(UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|ETIMEDOUT)$/, 'the server does not answer'],
  [/^UND_ERR_BODY_TIMEOUT$/, 'the server stopped sending'],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_/,
    'its certificate is not trusted here; that of a proxy belongs into NODE_EXTRA_CA_CERTS',
  ],
];

function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  const isDowngrade = to !== undefined && from.protocol === 'https:' && to.protocol !== 'https:';
  if (to !== undefined && isSafeAddress(to) && !isDowngrade && to.username === '' && to.password === '') return to;
  throw new Failure(
    'hub-unreachable',
    `The hub at ${from.host} redirects to an address that is not encrypted; nothing was fetched from there. Check the network: something may be in between.`,
  );
}
