/** @file An evaluation without a statement only reports; with one it can fail. */
import { inserted } from '../../format/text-change.ts';
import { bodyOf, membersOf } from '../../tree/declarations.ts';
import { touches } from '../../tree/extent.ts';
import { placeOf } from '../../tree/places.ts';
import type { Action, ActionContext } from './action.ts';

export function expectations({ document, range }: ActionContext): Action[] {
  return document.tree.declarations.flatMap((declaration) => {
    const body = bodyOf(declaration);
    if (declaration.keyword !== 'evaluate' || body === undefined || !touches(placeOf(declaration), range.start))
      return [];
    if (membersOf(declaration).some((member) => member.$type === 'Judgement')) return [];
    const { start, end } = placeOf(body);
    const isClosed = document.text[end - 1] === '}';
    const lineStart = document.text.lastIndexOf('\n', end - 1) + 1;
    const isOwnLine = lineStart > start && document.text.slice(lineStart, end - 1).trim() === '';
    const change = isOwnLine ? inserted(lineStart, `  ${STATEMENT}\n`) : inserted(end - 1, ` ${STATEMENT} `);
    return isClosed ? [{ title: `Add \`${STATEMENT}\``, kind: 'refactor.rewrite' as const, changes: [change] }] : [];
  });
}

const STATEMENT = 'expect accuracy >= 80%';
