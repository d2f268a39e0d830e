/** @file What became of images, in words: behind lines, in hovers and in the list of what to drop. */
import type { ChoicePoint } from '../../protocol/language.ts';
import { estimate, interval } from '../../protocol/texts/estimates.ts';
import { cosine, counted } from '../../protocol/texts/figures.ts';
import { mostOften } from '../boards/reason-counts.ts';
import type { DropSuggestion, DropSuggestions } from './drop-suggestions.ts';
import type { OptionFate } from './option-fates.ts';

/** `12 kept · 5 rejected of 20 drawn: kept 70.6% (n 17, 95% interval 46.9–86.7%) · mean score 0.253 (n 20)`. */
export function fateText({ kept, rejected, drawn, share, score, reasons }: OptionFate): string {
  const decided = `${kept} kept · ${rejected} rejected of ${drawn} drawn: kept ${estimate(share)}`;
  const scored = score ? `${decided} · mean score ${cosine(score.mean)} (n ${score.n})` : decided;
  if (reasons.length === 0) return scored;
  return `${scored} · rejected for: ${reasons.map(({ why, images }) => `${why} (${images})`).join(', ')}`;
}

/** Longer names of options are cut. */
const longestName = 24;

/** More options of a line are left to the hover. */
const mostOnLine = 6;

/**
 * What stands behind a line: `kept 12 of 17 (46.9–86.7%) · most often: dark · red 9 of 10 · blue 3 of 7`.
 * @param fates of the line, outer ones first
 */
export function lineLabel(fates: readonly OptionFate[]): string {
  const [first, ...inner] = fates;
  const all = first === undefined || inner.every((fate) => isWithin(fate, first)) ? first : undefined;
  const named = (all ? inner : fates).map((fate) => `${optionName(fate.text)} ${ofDecided(fate)}`);
  const shown = named.length > mostOnLine ? [...named.slice(0, mostOnLine), '…'] : named;
  return all
    ? [`kept ${ofDecided(all)} (${interval(all.share)})${mostOften(all.reasons)}`, ...shown].join(' · ')
    : `kept: ${shown.join(' · ')}`;
}

function ofDecided({ kept, share }: OptionFate): string {
  return `${kept} of ${share.n}`;
}

function isWithin({ span: inner }: OptionFate, { span: outer }: OptionFate): boolean {
  const begins = inner.start.line > outer.start.line || inner.start.character >= outer.start.character;
  const ends = inner.end.line < outer.end.line || inner.end.character <= outer.end.character;
  return begins && ends;
}

/** Without the quotes of a line; short. @param text as it is written */
export function optionName(text: string): string {
  const words = text
    .replace(/^"+|"+$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (words === '') return '(nothing)';
  const characters = [...words];
  return characters.length > longestName ? `${characters.slice(0, longestName - 1).join('')}…` : words;
}

const pointNames: { readonly [K in ChoicePoint['kind']]: (name: string) => string } = {
  line: (name) => `a line of ${name}`,
  variant: (name) => `of ${name.replace(/\s+/g, ' ')}`,
  wildcard: (name) => `of ${name}`,
  constant: (name) => `a value of ${name}`,
};

export interface DropText {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

export function dropText({ option, point, own, others, difference }: DropSuggestion): DropText {
  const points = (share: number) => (-share * 100).toFixed(1);
  const range = `95% interval ${points(difference.high)}–${points(difference.low)}`;
  return {
    label: optionName(option.text),
    description: pointNames[point.kind](point.name),
    detail: `kept ${estimate(own)}, others ${estimate(others)}: ${points(difference.value)} points fewer (${range})`,
  };
}

/** Each is below others by chance in one of forty comparisons: half of what its 95 % interval leaves out. */
const byChance = 0.025;

/** How far the list is to be believed. */
export function warningOf({ suggestions, compared }: DropSuggestions): string {
  const expected = Math.max(compared * byChance, 0.1).toFixed(1);
  return `${counted(suggestions.length, 'option')} of ${compared} compared; ${expected} would be listed by chance alone`;
}
