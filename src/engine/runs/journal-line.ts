/**
 * @file The lines of a journal: what was asked and by whom, each image as it comes, how it ended. A journal is appended
 * to only; whoever reads one takes what is whole and of this version, and passes over the rest.
 */
import type { Estimate, Verdict } from '../../protocol/evaluation.ts';
import type { RunId, RunSubject } from '../../protocol/runs.ts';
import { isDigest } from '../files/digest.ts';
import { estimate, fits, verdict } from '../serving/shapes/report-shape.ts';
import { text as anyText, list, record } from '../serving/shapes/shape.ts';
import type { RunWriter } from './run-writer.ts';

/** Raised when the meaning of a line changes; journals of other versions are left alone. */
export const JOURNAL_VERSION = 2;

export interface StartLine {
  readonly kind: 'start';
  readonly version: typeof JOURNAL_VERSION;
  /** ISO 8601. */
  readonly at: string;
  readonly subject: RunSubject;
  /** Hex SHA-256 of the plan, which is kept beside the journals. */
  readonly plan: string;
  /** Distinct images that it needs. */
  readonly images: number;
  readonly writer: RunWriter;
  readonly resumes?: RunId;
}

/** The plan's key of an image, and the hash of its file. */
export type KeyAndHash = readonly [key: string, hash: string];

export type ImageLine =
  | { readonly kind: 'image'; readonly key: string; readonly hash: string }
  /** Found in the store; many in one line, so that ten thousand cost little. */
  | { readonly kind: 'reused'; readonly images: readonly KeyAndHash[] }
  | { readonly kind: 'image-failed'; readonly key: string; readonly reason: string };

export interface ImageCounts {
  readonly drawn: number;
  readonly reused: number;
  readonly failed: number;
}

/** Says again what is told above it, so that a list of runs is made of first and last lines alone. */
export interface EndLine {
  readonly kind: 'done' | 'cancelled' | 'failed';
  /** ISO 8601. */
  readonly at: string;
  readonly counts: ImageCounts;
  readonly reason?: string;
  readonly judged?: JudgedRun;
}

/** What became of an evaluation. */
export interface JudgedRun {
  /** Hex SHA-256 of the report, which is kept beside the journals. */
  readonly report: string;
  readonly verdict: Verdict;
  readonly accuracies: readonly { readonly source: string; readonly accuracy: Estimate }[];
}

export type JournalLine = StartLine | ImageLine | EndLine;

type Fields = { readonly [name: string]: unknown };
type Test = (line: Fields) => boolean;

const isEnd: Test = ({ at, counts, reason, judged }) => {
  const isCounted = isFields(counts) && [counts.drawn, counts.reused, counts.failed].every(isCount);
  return isTime(at) && isCounted && isTextIfAny(reason) && (judged === undefined || isJudged(judged));
};

/** Looks at what is relied upon. */
const tests: { readonly [K in JournalLine['kind']]: Test } = {
  start: ({ version, at, subject, plan, images, writer, resumes }) =>
    version === JOURNAL_VERSION &&
    isTime(at) &&
    isSubject(subject) &&
    isDigest(plan) &&
    isCount(images) &&
    isWriter(writer) &&
    isTextIfAny(resumes),
  image: ({ key, hash }) => typeof key === 'string' && isDigest(hash),
  reused: ({ images }) => Array.isArray(images) && images.every(isKeyAndHash),
  'image-failed': ({ key, reason }) => typeof key === 'string' && typeof reason === 'string',
  done: isEnd,
  cancelled: isEnd,
  failed: isEnd,
};

/** Undefined for what is torn, of another version or not ours. */
export function parseLine(text: string): JournalLine | undefined {
  try {
    const line: unknown = JSON.parse(text);
    if (!isFields(line) || typeof line.kind !== 'string' || !Object.hasOwn(tests, line.kind)) return undefined;
    const isWhole = tests[line.kind as JournalLine['kind']](line); // A key of the table.
    return isWhole ? (line as unknown as JournalLine) : undefined;
  } catch {
    return undefined;
  }
}

export function isEndLine(line: JournalLine): line is EndLine {
  return line.kind === 'done' || line.kind === 'cancelled' || line.kind === 'failed';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isSubject(value: unknown): boolean {
  if (!isFields(value) || (value.kind !== 'draw' && value.kind !== 'evaluate')) return false;
  return typeof value.name === 'string' && typeof value.file === 'string' && staysInside(value.file);
}

/** Whoever made the workspace wrote the journal: it names no file elsewhere, which would be opened and put into reports. */
function staysInside(file: string): boolean {
  return !/^[\\/]|^[a-z]:|\0/i.test(file) && !file.split(/[\\/]/).includes('..');
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function isTextIfAny(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

const accuracies = list(record({ source: anyText, accuracy: estimate }));

function isJudged(value: unknown): boolean {
  return (
    isFields(value) && isDigest(value.report) && fits(verdict, value.verdict) && fits(accuracies, value.accuracies)
  );
}

function isWriter(value: unknown): boolean {
  if (!isFields(value) || !Number.isSafeInteger(value.process)) return false;
  return [value.host, value.boot, value.space, value.began].every((text) => typeof text === 'string');
}

function isKeyAndHash(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && isDigest(value[1]);
}
