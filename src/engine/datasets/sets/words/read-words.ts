/** @file The files of decisions → what was decided about the images of a set. */
import { type FoldPolicy, undecided } from '../../../../protocol/decisions.ts';
import { readAllDecisions } from '../../decisions/decision-log.ts';
import { foldDecisions, type ReviewerDecision } from '../../decisions/fold-decisions.ts';
import { foldTeam, pixelNames, type TeamDecision } from '../../decisions/fold-team.ts';
import { digestAt, type ImageColumns } from '../columns/image-columns.ts';
import type { ImageWords } from './image-words.ts';

export interface Asking {
  readonly reviewer: string;
  readonly policy: FoldPolicy;
  /** Whose words count; absent: everybody's. */
  readonly reviewers?: readonly string[];
  readonly isBlind: boolean;
}

export async function readWords(
  workspace: string,
  { reviewer, policy, reviewers, isBlind }: Asking,
  { count, digests }: ImageColumns,
): Promise<ImageWords> {
  const logs = await readAllDecisions(workspace);
  const names = pixelNames(logs);
  const nameAt = (row: number) => {
    const hash = digestAt(digests.hash, row) ?? '';
    return names.get(hash) ?? digestAt(digests.pixels, row) ?? hash;
  };
  const ownLog = logs.get(reviewer) ?? [];
  const own = foldDecisions(ownLog, ({ image, pixels }) => pixels ?? names.get(image) ?? image);
  const team = isBlind
    ? foldTeam(new Map([[reviewer, ownLog]]), { kind: 'any-reject' })
    : foldTeam(logs, policy, reviewers);
  const owns = new Interned<ReviewerDecision>(undecided);
  const teams = new Interned<TeamDecision | undefined>(undefined);
  const words = { own: new Uint32Array(count), team: new Uint32Array(count) };
  for (let row = 0; row < count; row++) {
    const name = nameAt(row);
    const { decided: _, ...said } = own.get(name) ?? (undecided as ReviewerDecision);
    words.own[row] = owns.add(said);
    words.team[row] = teams.add(team.get(name));
  }
  return { ...words, owns: owns.values, teams: teams.values };
}

class Interned<Value> {
  readonly values: Value[];
  readonly #codes = new Map<string | undefined, number>();

  constructor(none: Value) {
    this.values = [];
    this.add(none);
  }

  add(value: Value): number {
    const text = JSON.stringify(value);
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.values.push(value) - 1;
    this.#codes.set(text, code);
    return code;
  }
}
