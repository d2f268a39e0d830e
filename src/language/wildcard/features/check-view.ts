/** @file All problems of a wildcard file, also those that only the prompt files around it tell. */
import { checkWildcardValues } from '../../checks/wildcards.ts';
import { inOrder, once, type Problem, problem } from '../../diagnostics/problem.ts';
import type { Extent } from '../../tree/extent.ts';
import type { WildcardNode } from '../wildcard-file.ts';
import { factsOf } from './facts.ts';
import { nodesIn, readersOf, type WildcardView } from './view.ts';

/** In the order of the text. */
export function checkView(view: WildcardView): Problem[] {
  return inOrder([...checkWords(view), ...unused(view)]);
}

/** Without hints. Names are looked up in the prompt files that read the file; without one they are not. */
export function checkWords(view: WildcardView): Problem[] {
  const readers = readersOf(view);
  const inValues =
    readers.length === 0
      ? checkWildcardValues(view.file)
      : readers.flatMap((reader) => checkWildcardValues(view.file, reader));
  return inOrder([...view.file.problems, ...once(inValues)]);
}

/** The file itself, or the outermost keys from which no prompt takes anything. */
function unused(view: WildcardView): Problem[] {
  const { file, lines } = view;
  if (file.text.trim() === '') return [];
  const { reached } = factsOf(view);
  if (reached.size === 0) return [problem('unused', firstLine(lines.getText()), 'wildcard file', file.file)];
  return unusedBelow(file.root, '', reached);
}

function firstLine(text: string): Extent {
  const [line = ''] = /^.*/.exec(text) ?? [];
  return { start: 0, end: line.length };
}

function unusedBelow(node: WildcardNode, path: string, reached: ReadonlySet<WildcardNode>): Problem[] {
  return node.children.flatMap((child) => {
    const below = path === '' ? child.key : `${path}/${child.key}`;
    if (reached.has(child)) return [];
    const isDead = nodesIn({ root: child }).every((each) => !reached.has(each.node));
    return isDead ? [problem('unused', child.keyAt, 'key', below)] : unusedBelow(child, below, reached);
  });
}
