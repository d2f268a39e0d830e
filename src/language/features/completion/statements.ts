/** @file Metrics, conditions and `zip` as completions. */
import { CompletionItemKind } from 'vscode-languageserver';
import { cellFields, type Field, type FieldType, imageFields } from '../../conditions/fields.ts';
import { metrics } from '../../settings/metrics.ts';
import { settingTables } from '../../settings/tables.ts';
import type { DeclarationKind } from '../../tree/declarations.ts';
import type { Completion } from './completion.ts';
import { declaredNames, type Names } from './names.ts';
import { words } from './values.ts';

const shapes = {
  plain: () => ({}),
  one: (name: string) => ({ text: `${name}($1)`, isSnippet: true }),
  pair: (name: string) => ({ text: `${name}($1 -> $2)`, isSnippet: true }),
  percentile: (name: string) => ({ text: `${name}(p\${1:10})`, isSnippet: true }),
} as const;

/** Those that this version reports first. */
export function metricNames(): Completion[] {
  const items = Object.entries(metrics).map(([label, rule]) => ({
    label,
    kind: CompletionItemKind.Function,
    detail: rule.isLater ? `${rule.example}; not reported by this version yet` : rule.example,
    documentation: rule.about,
    isLater: rule.isLater ?? false,
    ...shapes[rule.shape](label),
  }));
  const inOrder = items.toSorted((a, b) => Number(a.isLater) - Number(b.isLater));
  return inOrder.map(({ isLater, ...item }) => item);
}

const percentiles: Readonly<Record<string, string>> = {
  p1: 'All but one in a hundred reach it.',
  p5: 'All but one in twenty reach it.',
  p10: 'All but one in ten reach it.',
  p50: 'The median.',
  p90: 'One in ten reaches it.',
};

export function metricArguments(names: Names, metric: string): Completion[] {
  const rule = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
  if (rule?.shape === 'percentile') return words(percentiles);
  return declaredNames(names, rule?.takes ?? []);
}

/** At the end of a metric, with a threshold of its own unit. */
export function operators(metric: string): Completion[] {
  const isNumber = Object.hasOwn(metrics, metric) && metrics[metric]?.range.unit === 'number';
  const sample = isNumber ? '${1:0.25}' : '${1:80}%';
  return ['>=', '<=', '>', '<', '='].map((label) => ({
    label,
    kind: CompletionItemKind.Operator,
    text: `${label} ${sample}`,
    isSnippet: true,
  }));
}

export function bounds(): Completion[] {
  return ['on lower bound', 'on upper bound'].map((label) => ({
    label,
    kind: CompletionItemKind.Keyword,
    detail: 'compares an end of the 95 % interval',
  }));
}

function fieldsOf(of: DeclarationKind): Readonly<Record<string, Field>> {
  return of === 'recipe' ? cellFields : imageFields;
}

function fieldOf(of: DeclarationKind, name: string): Field | undefined {
  const fields = fieldsOf(of);
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

export function fields(of: DeclarationKind): Completion[] {
  const known = Object.entries(fieldsOf(of)).map(([label, { about }]) => ({
    label,
    kind: CompletionItemKind.Field,
    documentation: about,
  }));
  return [...known, { label: 'not', kind: CompletionItemKind.Keyword }];
}

const equality = { '=': 'is', '!=': 'is not', in: 'is one of' };
const order = { '>=': 'at least', '<=': 'at most', '>': 'more than', '<': 'less than' };
const likeness = { '~': 'holds the words, whatever their case' };

const comparisons: { readonly [K in FieldType['kind']]: Readonly<Record<string, string>> } = {
  number: { ...order, ...equality },
  text: { ...likeness, ...equality },
  size: equality,
  truth: { '=': 'is', '!=': 'is not' },
  class: { ...equality, ...likeness },
  choice: equality,
};

export function fieldOperators(of: DeclarationKind, name: string): Completion[] {
  const field = fieldOf(of, name);
  return Object.entries(field ? comparisons[field.type.kind] : {}).map(([label, detail]) => ({
    label,
    kind: CompletionItemKind.Operator,
    detail,
    text: label === 'in' ? 'in [$1]' : `${label} `,
    ...(label === 'in' && { isSnippet: true as const }),
  }));
}

export function fieldValues(names: Names, of: DeclarationKind, name: string): Completion[] {
  const type = fieldOf(of, name)?.type;
  if (type?.kind === 'choice') return words(Object.fromEntries(type.options.map((option) => [option, ''])));
  if (type?.kind === 'truth') return words({ true: '', false: '' });
  return declaredNames(names, type?.kind === 'class' ? ['class', 'group', 'let'] : ['let']);
}

export function conjunctions(): Completion[] {
  return ['and', 'or'].map((label) => ({
    label,
    kind: CompletionItemKind.Keyword,
    text: `${label} `,
  }));
}

/** Settings that can be lists. */
export function axes(): Completion[] {
  const rules = Object.entries(settingTables.recipe ?? {}).filter(([, rule]) => rule.axis !== undefined);
  return rules.map(([label, { about }]) => ({ label, kind: CompletionItemKind.Property, documentation: about }));
}
