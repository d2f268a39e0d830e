/** @file How long an author waits for the language server, and how often as long that is as a bare parse of the text. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parse } from '../../src/language/parser/parse.ts';
import { median, pairedRatios, type Ratios } from '../ratios.ts';
import { groupOf, promptFile, workspaceFiles } from './generated-files.ts';
import { startSpokenServer } from './spoken-server.ts';

export interface Latency extends Ratios {
  readonly what: string;
  /** Milliseconds. */
  readonly median: number;
  /** Median milliseconds of a bare parse of the same text. */
  readonly parse: number;
  /** Milliseconds wanted at most. */
  readonly wanted: number;
}

export async function measureLatency(rounds: number): Promise<Latency[]> {
  return [
    await typing(1_000, 50, rounds),
    await typing(10_000, 400, rounds),
    await completion(1_000, 30, rounds),
    await indexing(200, 3_000, Math.max(3, Math.ceil(rounds / 4))),
  ];
}

/** From a keystroke that spoils a name, or mends it, to the diagnostics that know of it. */
async function typing(lines: number, wanted: number, rounds: number): Promise<Latency> {
  const good = promptFile(lines);
  const bad = good.replace('on:      b3_preview', 'on:      b3_previe');
  const server = await startSpokenServer();
  const uri = 'untitled:typing.vlprompt';
  const isBad = (found: readonly { readonly code?: unknown }[]) => found.some(({ code }) => code === 'unknown-name');
  await server.type(uri, good, (found) => !isBad(found));
  const waits: number[] = [];
  const parses: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const spoiled = await server.type(uri, bad, isBad);
    const mended = await server.type(uri, good, (found) => !isBad(found));
    const bare = parseTime(good);
    if (round >= 0) {
      waits.push((spoiled + mended) / 2);
      parses.push(bare);
    }
  }
  await server.stop();
  return latency(`keystroke to diagnostics, ${lines} lines`, waits, parses, wanted);
}

/** Of a name among all that the file declares. */
async function completion(lines: number, wanted: number, rounds: number): Promise<Latency> {
  const text = promptFile(lines).replace('on:      b3_preview', 'on:      b');
  const before = text.slice(0, text.indexOf('on:      b\n') + 'on:      b'.length).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const server = await startSpokenServer();
  const uri = 'untitled:completion.vlprompt';
  await server.type(uri, text, () => true);
  const waits: number[] = [];
  const parses: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const started = performance.now();
    await server.client.sendRequest('textDocument/completion', { textDocument: { uri }, position });
    const wait = performance.now() - started;
    const bare = parseTime(text);
    if (round >= 0) {
      waits.push(wait);
      parses.push(bare);
    }
  }
  await server.stop();
  return latency(`completion, ${lines} lines`, waits, parses, wanted);
}

/** From the start of a server to the symbols of the workspace's last file. */
async function indexing(files: number, wanted: number, rounds: number): Promise<Latency> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-bench-'));
  const texts = workspaceFiles(files);
  for (const [name, text] of texts) await writeFile(path.join(folder, name), text);
  const waits: number[] = [];
  const parses: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const server = await startSpokenServer(folder);
      const started = performance.now();
      const query = groupOf(`f${files - 1}`);
      for (let found = 0; found === 0; ) {
        const symbols: unknown = await server.client.sendRequest('workspace/symbol', { query });
        found = Array.isArray(symbols) ? symbols.length : 0;
      }
      waits.push(performance.now() - started);
      parses.push([...texts.values()].reduce((sum, text) => sum + parseTime(text), 0));
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return latency(
    `index of ${files} files, ${[...texts.values()].join('').split('\n').length} lines`,
    waits,
    parses,
    wanted,
  );
}

function parseTime(text: string): number {
  const started = performance.now();
  parse(text);
  return performance.now() - started;
}

function latency(what: string, waits: readonly number[], parses: readonly number[], wanted: number): Latency {
  return { what, median: median(waits), parse: median(parses), wanted, ...pairedRatios(waits, parses) };
}
