/** @file A registry of packages on this machine, with the addresses and answers of NuGet's version 3. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export class RegistryServer {
  /** Paths asked for. */
  readonly seen: string[] = [];
  /** The archive that is sent; what is announced of it is of `archive`. */
  sent: Buffer;
  /** Bytes after which the next answer with the archive breaks off. */
  cutAfter: number | undefined;
  /** In place of what it would answer, by path. */
  answers: { readonly [path: string]: unknown } = {};
  readonly #archive: Buffer;
  readonly #server: Server;

  private constructor(archive: Buffer) {
    this.#archive = archive;
    this.sent = archive;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async start(archive: Buffer): Promise<RegistryServer> {
    const server = new RegistryServer(archive);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get index(): string {
    return `${this.#root}/index.json`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get #root(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  #answer({ url = '/', headers }: IncomingMessage, response: ServerResponse): void {
    this.seen.push(url);
    if (url.endsWith('.nupkg')) return void this.#sendArchive(headers.range, response);
    const answer = url in this.answers ? this.answers[url] : this.#documents()[url];
    if (answer === undefined) return void response.writeHead(404).end();
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }

  #documents(): { readonly [path: string]: unknown } {
    const services = { 'PackageBaseAddress/3.0.0': '/flat/', 'RegistrationsBaseUrl/3.6.0': '/registration' };
    const resources = Object.entries(services).map(([type, path]) => ({ '@id': this.#root + path, '@type': type }));
    const hash = createHash('sha512').update(this.#archive).digest('base64');
    return {
      '/index.json': { version: '3.0.0', resources },
      '/registration/cuda.package/1.2.3.json': { catalogEntry: `${this.#root}/catalogue.json` },
      '/catalogue.json': { packageHash: hash, packageHashAlgorithm: 'SHA512', packageSize: this.#archive.length },
    };
  }

  #sendArchive(range: string | undefined, response: ServerResponse): void {
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const { length } = this.sent;
    response.setHeader('etag', '"archive"').setHeader('content-length', length - from);
    if (from > 0) response.setHeader('content-range', `bytes ${from}-${length - 1}/${length}`);
    response.statusCode = from > 0 ? 206 : 200;
    const cut = this.cutAfter;
    this.cutAfter = undefined;
    if (cut === undefined) return void response.end(this.sent.subarray(from));
    response.write(this.sent.subarray(from, from + cut), () => setImmediate(() => response.destroy()));
  }
}
