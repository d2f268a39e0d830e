/** @file How long an author waits for the language server, and what it costs beside a bare parse of the text. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parse } from '../../src/language/parser/parse.ts';
import { median, pairedRatios, type Ratios } from '../ratios.ts';
import { type Cost, costOf, meanOf } from './cost.ts';
import { groupOf, promptFile, workspaceFiles } from './generated-files.ts';
import { startSpokenServer } from './spoken-server.ts';

/** Ratios are those of processor times, pair by pair: the server's over that of a bare parse. */
export interface Latency extends Ratios {
  readonly what: string;
  /** Medians of what the server took. */
  readonly cost: Cost;
  /** Median processor time of a bare parse of the same text, in milliseconds. */
  readonly parse: number;
  /** Milliseconds to wait at most. */
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

/** What the server took, and what a bare parse took at that time. */
interface Round {
  readonly cost: Cost;
  readonly parse: number;
}

/** Rounds that are not counted: what runs often is compiled well only then. */
const WARMING = 5;

async function roundsOf(count: number, texts: readonly string[], work: () => Promise<Cost>): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = -WARMING; round < count; round++) {
    const cost = await work();
    const parse = await parseTime(texts);
    if (round >= 0) rounds.push({ cost, parse });
  }
  return rounds;
}

/** From a keystroke that spoils a name, or mends it, to the diagnostics that know of it. */
async function typing(lines: number, wanted: number, rounds: number): Promise<Latency> {
  const good = promptFile(lines);
  const bad = good.replace('on:      b3_preview', 'on:      b3_previe');
  const server = await startSpokenServer();
  const uri = 'untitled:typing.vlprompt';
  const isBad = (found: readonly { readonly code?: unknown }[]) => found.some(({ code }) => code === 'unknown-name');
  await server.type(uri, good, (found) => !isBad(found));
  const measured = await roundsOf(rounds, [good], async () => {
    const spoiled = await server.type(uri, bad, isBad);
    return meanOf([spoiled, await server.type(uri, good, (found) => !isBad(found))]);
  });
  await server.stop();
  return latency(`keystroke to diagnostics, ${lines} lines`, measured, wanted);
}

/** Of a name among all that the file declares. */
async function completion(lines: number, wanted: number, rounds: number): Promise<Latency> {
  const text = promptFile(lines).replace('on:      b3_preview', 'on:      b');
  const before = text.slice(0, text.indexOf('on:      b\n') + 'on:      b'.length).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const server = await startSpokenServer();
  const uri = 'untitled:completion.vlprompt';
  await server.type(uri, text, () => true);
  const ask = () => server.client.sendRequest('textDocument/completion', { textDocument: { uri }, position });
  const measured = await roundsOf(rounds, [text], () => costOf(server.usage, ask));
  await server.stop();
  return latency(`completion, ${lines} lines`, measured, wanted);
}

/** From the start of a server to the symbols of the workspace's last file. */
async function indexing(files: number, wanted: number, rounds: number): Promise<Latency> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-bench-'));
  const texts = workspaceFiles(files);
  for (const [name, text] of texts) await writeFile(path.join(folder, name), text);
  const query = groupOf(`f${files - 1}`);
  const measured = await roundsOf(rounds, [...texts.values()], () => firstSymbols(folder, query)).finally(() =>
    rm(folder, { recursive: true }),
  );
  const lines = [...texts.values()].join('').split('\n').length;
  return latency(`index of ${files} files, ${lines} lines`, measured, wanted);
}

async function firstSymbols(folder: string, query: string): Promise<Cost> {
  const server = await startSpokenServer(folder);
  const cost = await costOf(server.usage, async () => {
    const symbols: unknown = await server.client.sendRequest('workspace/symbol', { query });
    if (!Array.isArray(symbols) || symbols.length === 0) throw new Error(`The server does not find “${query}”.`);
  });
  await server.stop();
  return cost;
}

async function parseTime(texts: readonly string[]): Promise<number> {
  const { cpu } = await costOf(
    async () => process.cpuUsage(),
    () => texts.forEach((text) => void parse(text)),
  );
  return cpu;
}

function latency(what: string, rounds: readonly Round[], wanted: number): Latency {
  const cpus = rounds.map(({ cost }) => cost.cpu);
  const parses = rounds.map(({ parse }) => parse);
  const cost = { wall: median(rounds.map(({ cost: { wall } }) => wall)), cpu: median(cpus) };
  return { what, cost, parse: median(parses), wanted, ...pairedRatios(cpus, parses) };
}
