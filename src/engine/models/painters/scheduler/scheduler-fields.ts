/** @file Fields of `scheduler_config.json` with few values, or within bounds: others are refused by name. */
import { Failure } from '../../../../protocol/failure.ts';
import type { JsonObject } from '../../../files/json-file.ts';

/** What each known text stands for. */
export type Choices<T> = { readonly [value: string]: T };

/** Texts that stand for themselves. */
export function choicesOf<T extends string>(...values: readonly T[]): Choices<T> {
  return Object.fromEntries(values.map((value) => [value, value]));
}

/** @throws Failure `model-unsupported` for other texts, `model-corrupt` for what is no text */
export function choiceField<T>(config: JsonObject, name: string, choices: Choices<T>, otherwise: string): T {
  const value = config.string(name, otherwise);
  if (Object.hasOwn(choices, value)) return choices[value]!;
  throw unsupported(config, name, `“${value}”`, `known are ${Object.keys(choices).join(', ')}`);
}

/** @throws Failure `model-unsupported`, `model-corrupt` */
export function numberField(config: JsonObject, name: string, range: NumberRange, otherwise?: number): number {
  const value = config.number(name, otherwise);
  const { least, most, isWhole = false } = range;
  if (value >= least && value <= (most ?? value) && (!isWhole || Number.isInteger(value))) return value;
  throw unsupported(config, name, `${value}`, `it must be ${isWhole ? 'a whole number, ' : ''}${boundsOf(range)}`);
}

function boundsOf({ least, most }: NumberRange): string {
  if (most !== undefined) return `${least} to ${most}`;
  return least === Number.MIN_VALUE ? 'more than 0' : `${least} or more`;
}

/** More than 0. */
export const positive: NumberRange = { least: Number.MIN_VALUE };

export function countUpTo(most: number): NumberRange {
  return { least: 1, most, isWhole: true };
}

export interface NumberRange {
  readonly least: number;
  readonly most?: number;
  readonly isWhole?: boolean;
}

/** Whether the file says something; `null` says nothing. */
export function hasField(config: JsonObject, name: string): boolean {
  return (config.value(name) ?? null) !== null;
}

function unsupported(config: JsonObject, name: string, value: string, known: string): Failure {
  return new Failure(
    'model-unsupported',
    `${config.place} has \`${name}\` ${value}, which is not known here; ${known}.`,
  );
}
