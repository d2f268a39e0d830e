/** @file One content, from the network to its final name: resumed after every cut, verified before the name. */
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Failure } from '../../../protocol/failure.ts';
import { PartialFile } from '../cache/partial-file.ts';
import { type HubAnswer, type HubClient, headerOf, interruption } from '../network/hub-client.ts';
import { type HubTiming, Interrupted, pause, persistently, requireWanted } from '../network/hub-timing.ts';
import { hasDigest } from './content-digest.ts';

export interface ContentRequest {
  /** For messages: `unet/model.onnx`. */
  readonly name: string;
  /** As `HubClient.get` takes it. */
  readonly address: string;
  readonly bytes: number;
  /** Hex; its own name in the folder, too. */
  readonly digest: string;
  /** Folder of contents. */
  readonly folder: string;
  readonly client: HubClient;
  readonly timing: HubTiming;
  readonly signal: AbortSignal;
  /** Lets an answer with content pass; throws what any other one means. */
  readonly requireContent: (answer: HubAnswer) => void;
  /** How many of the file's bytes are there now; falls when it has to begin anew. */
  readonly onBytes: (bytes: number) => void;
  readonly onVerifying: () => void;
}

/**
 * When it returns, the content is there under its digest.
 * @throws Failure `hub-unreachable`, `model-corrupt` when something else is sent than was announced, `cancelled`, and what
 * `requireContent` throws; errors of the file system
 */
export async function downloadContent(request: ContentRequest): Promise<void> {
  const { folder, digest, bytes, onBytes, signal } = request;
  const target = path.join(folder, digest);
  for (;;) {
    requireWanted(signal);
    if (await isThere(target, bytes)) return onBytes(bytes);
    const partial = await PartialFile.claim(folder, digest);
    if (partial instanceof PartialFile) {
      if (!(await isThere(target, bytes))) return fetchInto(partial, target, request);
      await partial.discard(); // Another download was finished meanwhile.
      continue;
    }
    onBytes(Math.min(partial.bytes, bytes));
    // Not in step with others that wait, too.
    await pause(request.timing.look * (0.5 + Math.random()), signal);
  }
}

async function isThere(file: string, bytes: number): Promise<boolean> {
  const status = await stat(file).catch(() => undefined);
  return status?.isFile() === true && status.size === bytes;
}

/** What was there before may be the rest of something else, so a wrong content is fetched once more. */
async function fetchInto(partial: PartialFile, target: string, request: ContentRequest): Promise<void> {
  try {
    for (let again = true; ; again = false) {
      await fetchAll(partial.path, request);
      request.onVerifying();
      if (await hasDigest(partial.path, request.digest, request.signal)) break;
      if (!again) throw wrongContent(request);
      await truncate(partial.path);
    }
    await partial.finish(target);
    await syncFolder(path.dirname(target));
  } catch (error) {
    if (Failure.is(error, 'model-corrupt')) await partial.discard();
    throw error;
  } finally {
    partial.release();
  }
}

async function fetchAll(partial: string, request: ContentRequest): Promise<void> {
  const handle = await open(partial, 'r+');
  /** Of the answer that the beginning came from. */
  let etag: string | undefined;
  let furthest = 0;
  try {
    const attempt = async (gained: () => void) => {
      const from = await usableBytes(handle, request);
      if (from === request.bytes) return;
      const answer = await ask(from, etag, request);
      const start = await startOf(answer, from, handle, request);
      etag = strongEtag(answer);
      await write(answer.body, handle, start, request, (end) => {
        if (end > furthest) gained();
        furthest = Math.max(furthest, end);
      });
    };
    await persistently(attempt, request.name, request.timing, request.signal);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A file that is too long is of no use. */
async function usableBytes(handle: FileHandle, { bytes: whole, onBytes }: ContentRequest): Promise<number> {
  const { size } = await handle.stat();
  if (size > whole) await handle.truncate(0);
  const bytes = size > whole ? 0 : size;
  onBytes(bytes);
  return bytes;
}

async function ask(from: number, etag: string | undefined, request: ContentRequest): Promise<HubAnswer> {
  const range = from === 0 ? {} : { range: `bytes=${from}-`, ...(etag === undefined ? {} : { 'if-range': etag }) };
  const answer = await request.client.get(request.address, range, request.signal);
  // Gigabytes of something else need not be fetched to know that they are wrong.
  if (answer.status !== 416 && answer.linkedEtag !== undefined && answer.linkedEtag !== request.digest) {
    drop(answer);
    throw wrongContent(request);
  }
  return answer;
}

/**
 * Where the body's first byte belongs; when that is the file's beginning, what was there is gone.
 * @throws Interrupted when the answer does not fit the file
 */
async function startOf(answer: HubAnswer, from: number, handle: FileHandle, request: ContentRequest): Promise<number> {
  if (answer.status === 416) {
    drop(answer);
    await handle.truncate(0);
    throw new Interrupted('the hub does not know the rest of the file');
  }
  request.requireContent(answer);
  const start = answer.status === 206 ? rangeStart(answer) : 0;
  const isFitting = start === from || start === 0;
  const length = headerOf(answer.headers, 'content-length');
  const isEncoded = (headerOf(answer.headers, 'content-encoding') ?? 'identity') !== 'identity';
  if (!isFitting || isEncoded || (length !== undefined && Number(length) !== request.bytes - start)) {
    drop(answer);
    throw new Interrupted('the hub sends another length or stretch than it should');
  }
  if (start === 0 && from > 0) await handle.truncate(0);
  return start;
}

function rangeStart({ headers }: HubAnswer): number {
  const [, start] = /^bytes (\d+)-/.exec(headerOf(headers, 'content-range') ?? '') ?? [];
  return start === undefined ? Number.NaN : Number(start);
}

/** A weak one does not say that bytes are the same. */
function strongEtag({ headers }: HubAnswer): string | undefined {
  const etag = headerOf(headers, 'etag');
  return etag?.startsWith('"') ? etag : undefined;
}

/** @throws Interrupted when the body ends too early or too late */
async function write(
  body: Readable,
  handle: FileHandle,
  start: number,
  { bytes: whole, signal, onBytes }: ContentRequest,
  onWritten: (end: number) => void,
): Promise<void> {
  let end = start;
  for await (const chunk of chunksOf(body)) {
    requireWanted(signal);
    if (end + chunk.length > whole) {
      await handle.truncate(0);
      throw new Interrupted('the hub sends more than the file has');
    }
    await writeWhole(handle, chunk, end);
    end += chunk.length;
    onBytes(end);
    onWritten(end);
  }
  if (end < whole) throw new Interrupted('the connection broke off');
}

/** Errors of the connection as interruptions, so that they are told apart from the disk's. */
async function* chunksOf(body: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) yield chunk;
  } catch (error) {
    throw interruption(error);
  }
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, position + done);
    done += bytesWritten;
  }
}

function drop({ body }: HubAnswer): void {
  body.on('error', () => {}).destroy();
}

async function truncate(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.truncate(0).finally(() => handle.close());
}

/** Makes the new name survive a power cut; Windows knows no such thing. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function wrongContent({ name }: ContentRequest): Failure {
  return new Failure(
    'model-corrupt',
    `Another content was sent for ${name} than was announced; nothing of it was kept. Something may be between this machine and the server: try again later.`,
  );
}
