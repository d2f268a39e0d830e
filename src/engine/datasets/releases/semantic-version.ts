/** @file Versions of releases: three numbers. https://semver.org */
import type { ReleaseChange } from '../../../protocol/releases.ts';

export type SemanticVersion = readonly [major: number, minor: number, patch: number];

const form = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

/** Undefined for what is no version of a release; those with words behind a dash are none. */
export function readVersion(text: string): SemanticVersion | undefined {
  const [, ...numbers] = form.exec(text) ?? [];
  const [major, minor, patch] = numbers.map(Number);
  return major === undefined || minor === undefined || patch === undefined ? undefined : [major, minor, patch];
}

/** Negative where the first is older; what is no version is older than all that are. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [readVersion(a) ?? [-1, 0, 0], readVersion(b) ?? [-1, 0, 0]];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

type Raise = (before: SemanticVersion) => SemanticVersion;

const raises: { readonly [C in Exclude<ReleaseChange, 'first'>]: Raise } = {
  major: ([major]) => [major + 1, 0, 0],
  minor: ([major, minor]) => [major, minor + 1, 0],
  patch: ([major, minor, patch]) => [major, minor, patch + 1],
  none: ([major, minor, patch]) => [major, minor, patch + 1],
};

/** The lowest version that says enough. @param previous of the last release; absent: there is none */
export function versionAfter(previous: string | undefined, change: ReleaseChange): string {
  const before = previous === undefined ? undefined : readVersion(previous);
  return before === undefined || change === 'first' ? '1.0.0' : raises[change](before).join('.');
}
