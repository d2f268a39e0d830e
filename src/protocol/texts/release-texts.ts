/** @file Releases and exports in words that the editor, the command line and reports share. */
import type { DiffCounts, ReleaseChange, SetProgress } from '../releases.ts';

export const changeWords: { readonly [C in ReleaseChange]: string } = {
  first: 'the first release',
  major: 'a major change',
  minor: 'a minor change',
  patch: 'the same images, said otherwise',
  none: 'nothing changed',
};

/** `3 added, 1 removed, 56 as they were` */
export function diffWords({ added, removed, relabelled, moved, same }: DiffCounts): string {
  const words = [
    [added, 'added'],
    [removed, 'removed'],
    [relabelled, 'relabelled'],
    [moved, 'moved to another split'],
  ] as const;
  const told = words.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return [...told, `${same} as they were`].join(', ');
}

/** What is done, and what is counted meanwhile. */
export const setStages: {
  readonly [S in SetProgress['stage']]: { readonly label: string; readonly unit: 'image' | 'file' };
} = {
  curating: { label: 'Curating', unit: 'image' },
  drawing: { label: 'Drawing', unit: 'image' },
  preparing: { label: 'Preparing', unit: 'image' },
  writing: { label: 'Writing', unit: 'file' },
  verifying: { label: 'Reading back', unit: 'file' },
  reading: { label: 'Looking for', unit: 'image' },
};

export function stageWords({ stage, of }: SetProgress): string {
  const { label } = setStages[stage];
  return of === undefined ? label : `${label} ${of}`;
}
