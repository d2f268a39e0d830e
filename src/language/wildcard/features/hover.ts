/** @file What is said about the value or key under the cursor, as Markdown. */
import { counted } from '../../features/counted.ts';
import { describeValues } from '../../features/describe.ts';
import { code } from '../../features/markdown.ts';
import type { Target } from '../../features/target.ts';
import { type Extent, touches } from '../../tree/extent.ts';
import type { WildcardNode, WildcardValue } from '../wildcard-file.ts';
import { drawable, listed } from './counts.ts';
import { factsOf, nameOfRecipe } from './facts.ts';
import { namesAt } from './names.ts';
import { namesOf, type PlacedValue, valuesTouched, type WildcardView } from './view.ts';

export interface WildcardHover {
  readonly at: Extent;
  readonly markdown: string;
}

export function hoverAt(view: WildcardView, offset: number): WildcardHover | undefined {
  const [name] = namesAt(view, offset);
  if (name) return { at: name.at, markdown: `${describeTarget(name.target)}\n\n${usage(view)}` };
  const placed = valuesTouched(view.file, { start: offset, end: offset }).find(({ value }) =>
    touches(value.at, offset),
  );
  return placed && { at: placed.value.at, markdown: describeValue(view, placed) };
}

function describeTarget(target: Target): string {
  if (target.kind === 'declaration') return `**${target.declaration.keyword}** ${code(target.declaration.name ?? '')}`;
  return `**key** ${code(target.node.key)} of the wildcard ${code(target.wildcard.name)}\n\n${describeValues([target.node])}`;
}

function describeValue(view: WildcardView, { value, node, path }: PlacedValue): string {
  return [`${shareOf(value, node)} in ${nameOfList(view, path)}.`, usage(view)].join('\n\n');
}

/** How often a value is taken when its list is drawn from: its weight of all weights. */
function shareOf(value: WildcardValue, node: WildcardNode): string {
  const values = drawable(node);
  if (value.weight === 0) return 'Weight 0: never chosen';
  const all = values.reduce((sum, each) => sum + each.weight, 0);
  const first = values.find((each) => each.text.text === value.text.text);
  if (first !== undefined && first !== value) return 'Said before, and so never chosen';
  return `Weight ${value.weight} of ${rounded(all)}: ${rounded((100 * value.weight) / all)}%`;
}

/** At most two places, and no rounding down to nothing. */
function rounded(number: number): string {
  const places = number > 0 && number < 0.01 ? number.toPrecision(1) : number.toFixed(2);
  return String(Number(places));
}

function nameOfList(view: WildcardView, path: string): string {
  const names = new Set(view.documents.flatMap((document) => namesOf(view, document).map(({ name }) => name)));
  const lists = [...names].map((name) => `__${path === '' ? name : `${name}/${path}`}__`);
  return lists.length === 0 ? 'its list' : listed(lists);
}

function usage(view: WildcardView): string {
  const { recipes, uses } = factsOf(view);
  if (recipes.length > 0) return `Used by ${listed(recipes.map(nameOfRecipe))}.`;
  const places = [...uses.values()].flat().length;
  return places === 0 ? 'No prompt names this file.' : `Named ${counted(places, 'time', 'times')}, by no recipe yet.`;
}
