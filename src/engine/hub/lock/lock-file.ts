/** @file `vlprompt.lock`: which contents the models of a workspace had when somebody looked, to be kept in git. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ModelSpec } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import { modelName } from '../../../protocol/model-name.ts';
import { isDigest } from '../../files/digest.ts';
import { systemCode } from '../../files/system-code.ts';
import { isCommit } from '../network/hub-spec.ts';
import { isSafePath } from '../network/listed-path.ts';

export interface LockEntry {
  /** Of the hub: 40 hex digits. */
  readonly commit?: string;
  /** Hex SHA-256 over names and digests of all files. */
  readonly digest: string;
  /** Path below the model's folder → hex SHA-256. */
  readonly files: { readonly [path: string]: string };
}

/** By the names that prompt files have for models. */
export type Lock = ReadonlyMap<string, LockEntry>;

const NAME = 'vlprompt.lock';
export const LOCK_VERSION = 1;
const LARGEST = 16 << 20;

export function lockPath(workspace: string): string {
  return path.join(workspace, NAME);
}

/**
 * Without entries when there is no such file.
 * @throws Failure `lock-invalid`, `file-unreadable`
 */
export async function readLock(workspace: string): Promise<Lock> {
  const file = lockPath(workspace);
  const text = await textOf(file);
  if (text === undefined) return new Map();
  const { version, models } = objectOf(parsed(text, file), file, 'it');
  if (version !== LOCK_VERSION) throw invalid(file, `\`version\` is not ${LOCK_VERSION}`);
  return new Map(
    Object.entries(objectOf(models, file, '`models`')).map(([name, entry]) => [name, entryOf(entry, name, file)]),
  );
}

/** @throws Failure as `readLock` */
export async function lockedEntry(workspace: string, spec: ModelSpec): Promise<LockEntry | undefined> {
  return (await readLock(workspace)).get(modelName(spec));
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    const status = await stat(file);
    if (!status.isFile() || status.size > LARGEST) throw invalid(file, 'it is no file of text');
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (Failure.is(cause)) throw cause;
    if (systemCode(cause) === 'ENOENT') return undefined;
    throw new Failure('file-unreadable', `${file} cannot be read; check its permissions.`, { cause });
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const isConflict = /^(<<<<<<<|=======|>>>>>>>)/m.test(text);
    throw invalid(file, isConflict ? 'two versions of it were merged and wait for a decision' : 'it is no JSON');
  }
}

function entryOf(value: unknown, name: string, file: string): LockEntry {
  const at = `the entry of \`${name}\``;
  const { commit, digest, files } = objectOf(value, file, at);
  if (commit !== undefined && !(typeof commit === 'string' && isCommit(commit))) {
    throw invalid(file, `\`commit\` in ${at} is not 40 hex digits`);
  }
  if (!isDigest(digest)) throw invalid(file, `\`digest\` in ${at} is not 64 hex digits`);
  const digests = Object.entries(objectOf(files, file, `\`files\` in ${at}`));
  for (const [inside, sum] of digests) {
    if (!isSafePath(inside) || !isDigest(sum))
      throw invalid(file, `${JSON.stringify(inside)} in ${at} is no file with a digest`);
  }
  return {
    ...(commit === undefined ? {} : { commit }),
    digest,
    files: Object.fromEntries(digests) as LockEntry['files'],
  };
}

function objectOf(value: unknown, file: string, what: string): { readonly [name: string]: unknown } {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw invalid(file, `${what} is not an object`);
}

function invalid(file: string, what: string): Failure {
  return new Failure(
    'lock-invalid',
    `${file} is no lock file that can be read: ${what}. Mend it, or delete it and run \`vlprompt models lock\`.`,
  );
}
