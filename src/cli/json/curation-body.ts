/** @file `vlprompt curate status --json` and `apply --json`. */
import { type CurationState, fates } from '../../protocol/curation.ts';
import type { PromptFile } from '../prompt-file.ts';
import { documentPath } from './document.ts';

export function curationBody(
  { name, samples, missing, agreement, reviewers, blindTo, notes }: CurationState,
  { file, workspace }: Pick<PromptFile, 'file' | 'workspace'>,
) {
  return {
    file: documentPath(file, workspace),
    workspace,
    curation: name,
    missing,
    counts: Object.fromEntries(fates.map((fate) => [fate, samples.filter((sample) => sample.fate === fate).length])),
    agreement,
    reviewers,
    blindTo: blindTo ?? null,
    notes,
    images: samples.map((sample) => ({ ...sample, file: documentPath(sample.file, workspace) })),
  };
}
