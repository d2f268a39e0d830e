/** @file What is wrong with a condition: unknown fields, and comparisons that can never be made. */
import { AstUtils } from 'langium';
import { guess, guessClause } from '../diagnostics/guess.ts';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import {
  type Clause,
  type Comparison,
  type Filter,
  isComparison,
  isNegation,
  isParenthesis,
} from '../generated/ast.ts';
import { classesIn, classesOf } from '../scope/classes.ts';
import { alternatives } from '../settings/setting-rule.ts';
import { placeOf, placeOfProperty, writtenAs } from '../tree/places.ts';
import { endsOf } from './compile.ts';
import type { Field, FieldTable, FieldType } from './fields.ts';
import { type ReadValue, readValues } from './operands.ts';

export function checkCondition(document: PromptDocument, filter: Filter, fields: FieldTable): Problem[] {
  const what = `\`${filter.kind} where\``;
  const example = `${filter.kind} where ${filter.kind === 'skip' ? 'guidance > 5' : 'score >= 0.25'}`;
  if (filter.condition === undefined) return [problem('missing-part', placeOf(filter), what, 'a condition', example)];
  return AstUtils.streamAllContents(filter.condition)
    .toArray()
    .flatMap((node) => {
      if (isComparison(node)) return checkComparison(document, node, fields);
      return isEmpty(node as Clause) ? [problem('missing-part', placeOf(node), what, 'a condition here', example)] : [];
    });
}

function isEmpty(node: Clause): boolean {
  return (isNegation(node) && node.clause === undefined) || (isParenthesis(node) && node.condition === undefined);
}

function checkComparison(document: PromptDocument, comparison: Comparison, fields: FieldTable): Problem[] {
  const { field: name, operator } = comparison;
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) return [unknownField(comparison, fields)];
  if (operator === undefined) return [];
  if (operator === '==') return [doubleEquals(comparison)];
  if (comparison.value === undefined)
    return [
      problem(
        'missing-part',
        placeOf(comparison),
        `\`${operator}\``,
        'a value',
        `${name} ${operator} ${sampleOf(field.type)}`,
      ),
    ];
  return [...checkOperator(comparison, operator, field), ...checkValues(document, comparison, field)];
}

function unknownField(comparison: Comparison, fields: FieldTable): Problem {
  const at = placeOfProperty(comparison, 'field');
  const known = Object.keys(fields);
  const guessed = guess(comparison.field, known);
  const names = alternatives(known.map((each) => `\`${each}\``));
  const found = problem('unknown-field', at, comparison.field, guessClause(guessed), names);
  return withFix(found, guessed === undefined ? undefined : { title: `Change to \`${guessed}\``, at, text: guessed });
}

function doubleEquals(comparison: Comparison): Problem {
  const at = placeOfProperty(comparison, 'operator');
  return withFix(problem('wrong-comparison', at, 'Equality is written `=`, not `==`.'), {
    title: 'Write `=`',
    at,
    text: '=',
  });
}

const ordering: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

function checkOperator(comparison: Comparison, operator: string, { type }: Field): Problem[] {
  const at = placeOfProperty(comparison, 'operator');
  if (ordering.has(operator) && type.kind !== 'number')
    return [wrong(at, comparison, type, 'compare it with `=`, `!=` or `in`')];
  if (operator === '~' && type.kind !== 'text' && type.kind !== 'class')
    return [wrong(at, comparison, type, '`~` looks for words in a text')];
  return [];
}

function wrong(at: Problem['at'], { field }: Comparison, type: FieldType, remedy: string): Problem {
  return problem('wrong-comparison', at, `\`${field}\` is ${kinds[type.kind]}; ${remedy}.`);
}

const kinds: { readonly [K in FieldType['kind']]: string } = {
  number: 'a number',
  text: 'a text',
  size: 'a size',
  truth: 'true or false',
  class: 'a class',
  choice: 'a word',
};

function sampleOf(type: FieldType): string {
  return type.kind === 'choice' ? (type.options[0] ?? '') : samples[type.kind];
}

const samples: { readonly [K in Exclude<FieldType['kind'], 'choice'>]: string } = {
  number: '0.5',
  text: '"words"',
  size: '64x64',
  truth: 'true',
  class: 'shirt',
};

function checkValues(document: PromptDocument, comparison: Comparison, field: Field): Problem[] {
  const { value, operator } = comparison;
  if (value === undefined) return [];
  const read = readValues(document, value);
  const isList = value.$type === 'List' || value.$type === 'Range' || read.length > 1;
  // A group is a list by itself.
  if (operator === 'in' && !isList && field.type.kind !== 'class')
    return [
      problem('wrong-comparison', placeOf(value), `\`in\` takes a list or a range, such as \`[${writtenAs(value)}]\`.`),
    ];
  if (operator !== 'in' && isList)
    return [
      problem(
        'wrong-comparison',
        placeOf(value),
        `Of several values write \`${comparison.field} in ${writtenAs(value)}\`.`,
      ),
    ];
  if (value.$type === 'Range' && endsOf(value.raw) && field.type.kind === 'number') return [];
  return read.flatMap((each) => checkValue(document, comparison, field, each));
}

function checkValue(document: PromptDocument, comparison: Comparison, { type }: Field, read: ReadValue): Problem[] {
  const { value, operand } = read;
  const { at, written } = operand;
  // Any words can be looked for in a text.
  if (comparison.operator === '~' && typeof value === 'string') return [];
  if (type.kind === 'class' && typeof value === 'string') return checkClass(document, read);
  if (type.kind === 'choice' && typeof value === 'string') return checkWord(comparison.field, type.options, read);
  if (accepts[type.kind](read)) return [];
  const sentence = `\`${comparison.field}\` is ${kinds[type.kind]}, such as \`${sampleOf(type)}\`, and \`${written}\` is none.`;
  return [problem('wrong-comparison', at, sentence)];
}

const accepts: { readonly [K in FieldType['kind']]: (read: ReadValue) => boolean } = {
  number: ({ value }) => typeof value === 'number',
  text: ({ value }) => typeof value === 'string',
  size: ({ operand }) => operand.kind === 'size',
  truth: ({ value }) => typeof value === 'boolean',
  class: () => false,
  choice: () => false,
};

function checkClass(document: PromptDocument, { value, operand }: ReadValue): Problem[] {
  const names = classesIn(document).flatMap((each) => each.name ?? []);
  const isKnown =
    operand.kind === 'name' ? classesOf(document, [operand.name]).length > 0 : names.includes(String(value));
  return isKnown ? [] : [misspelled('unknown-name', String(value), names, operand.at)];
}

function checkWord(field: string, options: readonly string[], { value, operand }: ReadValue): Problem[] {
  const word = String(value);
  if (options.includes(word)) return [];
  const guessed = guess(word, options);
  const known = alternatives(options.map((option) => `\`${option}\``));
  const found = problem('unknown-value', operand.at, field, word, known, guessClause(guessed));
  return [withFix(found, changeTo(guessed, operand.at))];
}

function misspelled(code: 'unknown-name', word: string, names: readonly string[], at: Problem['at']): Problem {
  const guessed = guess(word, names);
  return withFix(problem(code, at, word, 'class or group', guessClause(guessed)), changeTo(guessed, at));
}

function changeTo(guessed: string | undefined, at: Problem['at']) {
  return guessed === undefined ? undefined : { title: `Change to \`${guessed}\``, at, text: guessed };
}
