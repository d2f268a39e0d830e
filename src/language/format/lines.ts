/** @file Tokens → lines: where they break, and how far they are set in. */
import type { PromptFile } from '../generated/ast.ts';
import { bodyOf, membersOf } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';
import { joinTokens } from './spacing.ts';
import type { FormatToken } from './token.ts';

export interface Line {
  readonly tokens: readonly FormatToken[];
  readonly role: LineRole;
  /** Levels. */
  readonly indent: number;
  readonly isBlankBefore: boolean;
}

/** What its first token begins. */
export type LineRole = 'declaration' | 'member' | 'close' | 'comment' | 'continuation';

/** Characters after which a list goes on several lines. */
const WIDEST = 120;

export function linesOf(tree: PromptFile, tokens: readonly FormatToken[]): Line[] {
  const layout = layoutOf(marksOf(tree), tokens);
  const lines: (Opening & { readonly tokens: FormatToken[] })[] = [];
  for (const [index, token] of tokens.entries()) {
    const opening = openingOf(layout, index);
    if (opening) lines.push({ tokens: [token], ...opening });
    else lines.at(-1)?.tokens.push(token);
  }
  return lines.flatMap(wrap);
}

type Opening = Omit<Line, 'tokens'>;

interface Marks {
  readonly declarations: ReadonlySet<number>;
  readonly members: ReadonlySet<number>;
  /** Braces of bodies; those of imports stay in their line. */
  readonly opens: ReadonlySet<number>;
  readonly closes: ReadonlySet<number>;
}

function marksOf({ declarations }: PromptFile): Marks {
  const bodies = declarations.flatMap((declaration) => bodyOf(declaration) ?? []).map(placeOf);
  const starts = (nodes: readonly Parameters<typeof placeOf>[0][]) => new Set(nodes.map((node) => placeOf(node).start));
  return {
    declarations: starts(declarations),
    members: starts(declarations.flatMap((declaration) => membersOf(declaration))),
    opens: new Set(bodies.map((body) => body.start)),
    closes: new Set(bodies.map((body) => body.end - 1)),
  };
}

/** What is known of every token before lines are broken. */
interface Layout {
  readonly marks: Marks;
  readonly tokens: readonly FormatToken[];
  /** Whether it stands in a body. */
  readonly isInBody: readonly boolean[];
  /** Whether the next token that is no comment goes on with what came before. */
  readonly goesOn: readonly boolean[];
}

function layoutOf(marks: Marks, tokens: readonly FormatToken[]): Layout {
  let isInside = false;
  const isInBody = tokens.map(({ start }) => {
    const was = isInside;
    isInside = marks.opens.has(start) || (isInside && !marks.closes.has(start));
    return was;
  });
  const begins = (start: number) => [marks.declarations, marks.members, marks.closes].some((set) => set.has(start));
  let isGoingOn = false;
  const backwards = tokens.toReversed().map((token) => {
    if (token.comment === undefined) isGoingOn = !begins(token.start);
    return isGoingOn;
  });
  return { marks, tokens, isInBody, goesOn: backwards.toReversed() };
}

/** Undefined when the token stays in the line of the one before it. */
function openingOf(layout: Layout, index: number): Opening | undefined {
  const { marks, tokens, isInBody } = layout;
  const [before, token] = [tokens[index - 1], tokens[index]];
  const role = roleOf(layout, index);
  if (token === undefined || role === undefined) return undefined;
  const isFirst = before === undefined || marks.opens.has(before.start);
  const isBlankBefore = token.breaksBefore > 1 && !isFirst && role !== 'close';
  return { role, indent: indentOf(role, isInBody[index] ?? false), isBlankBefore };
}

function roleOf({ marks, tokens, goesOn }: Layout, index: number): LineRole | undefined {
  const [before, token] = [tokens[index - 1], tokens[index]];
  if (token === undefined) return undefined;
  if (marks.declarations.has(token.start)) return 'declaration';
  if (marks.members.has(token.start)) return 'member';
  if (marks.closes.has(token.start)) return before && marks.opens.has(before.start) ? undefined : 'close';
  if (token.comment && token.breaksBefore > 0) return goesOn[index] ? 'continuation' : 'comment';
  return before?.comment === 'line' ? 'continuation' : undefined;
}

function indentOf(role: LineRole, isInBody: boolean): number {
  if (role === 'declaration' || role === 'close') return 0;
  const level = isInBody ? 1 : 0;
  return role === 'continuation' ? level + 1 : level;
}

/** A list that is too long for its line gets a line for each item. */
function wrap(line: Line): Line[] {
  const { tokens, indent } = line;
  // Line breaks within a text count as one character, whichever they are: formatting makes them all alike.
  const width = joinTokens(withoutTrailing(tokens)).replaceAll('\r\n', '\n').length;
  if (indent * 2 + width <= WIDEST) return [line];
  const pieces = splitAfterCommas(tokens);
  const deeper = line.role === 'continuation' ? indent : indent + 1;
  return pieces.map((piece, index) =>
    index === 0
      ? { ...line, tokens: piece }
      : { tokens: piece, role: 'continuation', indent: deeper, isBlankBefore: false },
  );
}

function withoutTrailing(tokens: readonly FormatToken[]): readonly FormatToken[] {
  return tokens.filter((token) => token.comment !== 'line');
}

function splitAfterCommas(tokens: readonly FormatToken[]): FormatToken[][] {
  const pieces: FormatToken[][] = [[]];
  let depth = 0;
  tokens.forEach((token, index) => {
    if (['(', '[', '{'].includes(token.image)) depth++;
    if ([')', ']', '}'].includes(token.image)) depth--;
    pieces.at(-1)?.push(token);
    const isLast = index === tokens.length - 1 || tokens[index + 1]?.comment !== undefined;
    if (token.image === ',' && depth === 0 && !isLast) pieces.push([]);
  });
  return pieces;
}
