/** @file What a text is without an option: the change that *Suggest What to Drop* offers. */
import type { ChoicePoint } from '../../protocol/language.ts';

/** What is to be replaced, from the start of the text in UTF-16 units. */
export interface DropEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Undefined where no simple change leaves the others as they are: such as the only option, or a line that holds more.
 * @param at where the option begins @param option as it is written there
 */
export function dropEdit(text: string, at: number, option: string, kind: ChoicePoint['kind']): DropEdit | undefined {
  if (text.slice(at, at + option.length) !== option) return undefined;
  return edits[kind](text, at, at + option.length);
}

type EditOf = (text: string, start: number, end: number) => DropEdit | undefined;

const edits: { readonly [K in ChoicePoint['kind']]: EditOf } = {
  variant: dropVariant,
  line: dropLine,
  wildcard: dropLine,
  constant: dropElement,
};

/** `{a|b|c}` without `b` is `{a|c}`; `{a|b}` without `b` is `a`. A weight goes along. */
function dropVariant(text: string, start: number, end: number): DropEdit | undefined {
  const before = /([{|])\s*(?:\d+(?:\.\d+)?::)?\s*$/.exec(text.slice(0, start));
  const after = /^\s*([|}])/.exec(text.slice(end));
  if (before === null || after === null) return undefined;
  const [from, to] = [before.index, end + after[0].length];
  if (before[1] === '{' && after[1] === '}') return undefined;
  if (before[1] === '|' && after[1] === '}') return unwrapped(text, { start: from, end: to - 1, text: '' });
  const kept = before[1] === '{' ? '{' : '|';
  return unwrapped(text, { start: from, end: to, text: kept });
}

/** Braces around one option that is left are none. */
function unwrapped(text: string, edit: DropEdit): DropEdit {
  const open = opening(text, edit.start, edit.text === '{' ? edit.start : undefined);
  const close = closing(text, edit.end);
  if (open === undefined || close === undefined) return edit;
  const left = text.slice(open + 1, edit.start) + (edit.text === '{' ? '' : edit.text) + text.slice(edit.end, close);
  if (/[|{}$]|::/.test(left)) return edit;
  return { start: open, end: close + 1, text: left.trim() };
}

/** The brace that holds a place. */
function opening(text: string, at: number, known: number | undefined): number | undefined {
  if (known !== undefined) return known;
  let depth = 0;
  for (let i = at - 1; i >= 0; i--) {
    if (text[i] === '}') depth++;
    if (text[i] === '{' && depth-- === 0) return i;
  }
  return undefined;
}

function closing(text: string, at: number): number | undefined {
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text[i] === '{') depth++;
    if (text[i] === '}' && depth-- === 0) return i;
  }
  return undefined;
}

/** `["a", "b", "c"]` without `b` is `["a", "c"]`; a list of one keeps its brackets. */
function dropElement(text: string, start: number, end: number): DropEdit | undefined {
  const quote = text[start - 1] === '"' && text[end] === '"' ? 1 : 0;
  const [from, to] = [start - quote, end + quote];
  const before = /([[,])\s*$/.exec(text.slice(0, from));
  const after = /^\s*([\],])\s*/.exec(text.slice(to));
  if (before === null || after === null || (before[1] === '[' && after[1] === ']')) return undefined;
  if (after[1] === ']') return { start: before.index, end: to, text: '' };
  return { start: from, end: to + after[0].length, text: '' };
}

/** A line of a template or of a list goes as a whole, where nothing else stands in it but a comma, or the dash before it. */
function dropLine(text: string, start: number, end: number): DropEdit | undefined {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const to = newline < 0 ? text.length : newline + 1;
  const [before, after] = [text.slice(from, start), text.slice(end, to)];
  if (!/^\s*(?:-\s+)?["']?$/.test(before) || !/^["']?\s*,?\s*$/.test(after)) return undefined;
  return { start: from, end: to, text: '' };
}
