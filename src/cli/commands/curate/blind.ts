/** @file `--blind` and `--no-blind`: whether words of others are left out of what a reviewer is shown. */
import type { CuratePlan } from '../../../language/plan/plan.ts';

export interface BlindOptions {
  /** Absent: as the file says. */
  readonly blind?: boolean;
  readonly reviewer?: string;
}

/** For a question about a curation. */
export function blindTo(
  { curation }: { readonly curation: CuratePlan },
  { blind = curation.isBlind ?? false }: BlindOptions,
  reviewer: string,
): { readonly blindTo?: string } {
  return blind ? { blindTo: reviewer } : {};
}
