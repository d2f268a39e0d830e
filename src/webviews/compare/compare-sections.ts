/** @file The parts of the page, as tabs. */
import { counted } from '../../protocol/texts/figures.ts';
import type { ShownComparison } from '../../protocol/webviews/compare.ts';
import type { Tab } from '../shared/tab-strip.ts';

export type Section = 'numbers' | 'words' | 'pictures' | 'matrix';

const ids: readonly Section[] = ['numbers', 'words', 'pictures', 'matrix'];

export function isSection(text: string): text is Section {
  return ids.some((id) => id === text);
}

/** Those that have something to show, and how much. */
export function sectionsOf({
  measures,
  words,
  pictures,
  matrices,
}: ShownComparison): readonly (Tab & { id: Section })[] {
  const clear = measures.filter(({ verdict }) => verdict !== 'no clear difference').length;
  const changed = pictures.reduce((sum, { counts }) => sum + counts.changed, 0);
  return [
    { id: 'numbers', label: 'Better or worse', detail: `${clear} of ${measures.length} clear` },
    { id: 'words', label: 'Words', detail: counted(words.length, 'change') },
    ...(pictures.length > 0 ? [{ id: 'pictures', label: 'Pictures', detail: `${changed} changed` } as const] : []),
    ...(matrices.length > 0 ? [{ id: 'matrix', label: 'Matrix', detail: 'difference' } as const] : []),
  ];
}
