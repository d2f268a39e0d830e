/** @file How many values a wildcard file has, and how many of them no prompt can take. */
import { counted } from '../../features/counted.ts';
import { code } from '../../features/markdown.ts';
import { valuesBelow } from '../match.ts';
import type { WildcardNode, WildcardValue } from '../wildcard-file.ts';
import { factsOf } from './facts.ts';
import { nodesIn, readersOf, type WildcardView } from './view.ts';

interface ValueCounts {
  readonly values: number;
  /** Of weight 0, said before in the same list, or under a key that no prompt reads. */
  readonly unused: number;
}

function countValues(view: WildcardView): ValueCounts {
  const { reached } = factsOf(view);
  const nodes = nodesIn(view.file).map(({ node }) => node);
  const values = nodes.reduce((sum, node) => sum + node.values.length, 0);
  const used = nodes.filter((node) => reached.has(node)).reduce((sum, node) => sum + drawable(node).length, 0);
  return { values, unused: values - used };
}

/** Values of a list that can be chosen: of equal ones the first. */
export function drawable(node: WildcardNode): WildcardValue[] {
  return valuesBelow([{ ...node, children: [] }]).filter((value) => value.weight > 0);
}

/** One line above the file: `34 values · 2 unused · used by 3 recipes`. */
export function summaryOf(view: WildcardView): string {
  const { values, unused } = countValues(view);
  const number = counted(values, 'value', 'values');
  if (readersOf(view).length === 0) return `${number} · no prompt file reads this`;
  const { recipes } = factsOf(view);
  const users = recipes.length === 0 ? 'used by no recipe' : `used by ${counted(recipes.length, 'recipe', 'recipes')}`;
  return [number, ...(unused > 0 ? [`${unused} unused`] : []), users].join(' · ');
}

/** Up to so many, and that there are more. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map(code).join(', ');
  return names.length > most ? `${shown}, …` : shown;
}
