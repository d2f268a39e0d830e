/** @file `release.json`: all that a release was made of, so that it can be looked over and made again. */
import type { AnnotationFacts, ReleaseChange } from '../../../protocol/releases.ts';
import type { SetDescription } from '../exports/export-set.ts';

/** A model, and for what it was used. */
export interface LockedModel {
  readonly name: string;
  readonly use: 'draws' | 'judges';
  /** Hex SHA-256 of its files; absent where it was not run. */
  readonly digest?: string;
  readonly licence?: string;
}

/** Up to where a reviewer's decisions count. */
export interface DecisionHead {
  readonly reviewer: string;
  readonly events: number;
  /** The id of the last one. */
  readonly head: string;
}

export interface ReleaseLock extends AnnotationFacts {
  readonly v: 1;
  readonly name: string;
  readonly version: string;
  /** The release before it. */
  readonly previous: string | null;
  readonly change: ReleaseChange;
  readonly note: string | null;
  readonly licence: string;
  readonly classes: readonly string[];
  readonly images: number;
  /** By split, then by class. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Why other drawn images are not in it. */
  readonly leftOut: readonly { readonly because: string; readonly images: number }[];
  /** What the images were chosen by. */
  readonly query: string;
  readonly about: SetDescription;
  readonly models: readonly LockedModel[];
  readonly decisions: readonly DecisionHead[];
  /** Hex SHA-256 of the plan of the curation. */
  readonly plan: string;
  /** Version of the product. */
  readonly tool: string;
}

export function lockText(lock: ReleaseLock): string {
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}

/** As far as it is needed to read a release; its checksum vouches for the rest. */
export function readLock(text: string): ReleaseLock | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLock(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isLock(value: unknown): value is ReleaseLock {
  if (typeof value !== 'object' || value === null) return false;
  const { v, name, version, classes, images, about, models } = value as Partial<Record<keyof ReleaseLock, unknown>>;
  const isNamed = v === 1 && typeof name === 'string' && typeof version === 'string' && typeof images === 'number';
  return (
    isNamed && isListOf(classes, 'string') && isListOf(models, 'object') && typeof about === 'object' && about !== null
  );
}

function isListOf(value: unknown, type: 'string' | 'object'): boolean {
  return Array.isArray(value) && value.every((each: unknown) => typeof each === type && each !== null);
}
