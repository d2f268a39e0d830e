/** @file Conditions of `skip where`, `keep where` and `drop where`, of the right types. */
import type { Field, FieldTable, FieldType } from '../../../src/language/conditions/fields.ts';
import { isReservedWord } from '../../../src/language/scope/reserved.ts';
import type { Choices } from './choices.ts';

/** What a condition can speak of where it stands. */
export interface ConditionScope {
  readonly fields: FieldTable;
  readonly classes: readonly string[];
}

export function writeCondition(choices: Choices, scope: ConditionScope, depth = 0): string[] {
  if (depth >= 3) return comparison(choices, scope);
  const inner = () => writeCondition(choices, scope, depth + 1);
  return choices.pick<() => string[]>([
    () => comparison(choices, scope),
    () => [...inner(), 'and', ...inner()],
    () => [...inner(), 'or', ...inner()],
    () => ['not', '(', ...inner(), ')'],
    () => ['(', ...inner(), ')'],
  ])();
}

const operators: { readonly [K in FieldType['kind']]: readonly string[] } = {
  number: ['>=', '<', '=', '!=', '<=', '>'],
  text: ['~', '=', '!='],
  size: ['=', '!='],
  truth: ['=', '!='],
  class: ['=', '!='],
  choice: ['=', '!='],
};

function comparison(choices: Choices, scope: ConditionScope): string[] {
  const [name, { type }] = choices.pick<[string, Field]>(Object.entries(scope.fields));
  const value = () => choices.pick(valuesOf(type, scope));
  if (choices.isLucky(10) && !isReservedWord(name)) return [name];
  if (choices.isLucky(15)) return [...beside(name, 'in', '['), ...separated(choices.several(1, 3, value)), ']'];
  return [...beside(name, choices.pick(operators[type.kind])), value()];
}

/** `recipe` is a field only where its operator follows, and not a comment. */
function beside(...tokens: readonly string[]): readonly string[] {
  return tokens[0] === 'recipe' ? [tokens.join(' ')] : tokens;
}

function valuesOf(type: FieldType, { classes }: ConditionScope): readonly string[] {
  if (type.kind === 'class') return classes;
  return type.kind === 'choice' ? type.options.map(asValue) : values[type.kind];
}

const values: { readonly [K in Exclude<FieldType['kind'], 'class' | 'choice'>]: readonly string[] } = {
  number: ['0.25', '3', '0', '-1', '5%', '1e3'],
  text: ['"red"', '"a {b"', '""'],
  size: ['64x64'],
  truth: ['true', 'false'],
};

/** Words of the language stand in quotes. */
function asValue(word: string): string {
  return isReservedWord(word) ? `"${word}"` : word;
}

export function separated(items: readonly string[]): string[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [',', item]));
}
