/** @file Metrics, conditions and `zip` as completions. */
import { CompletionItemKind } from 'vscode-languageserver';
import type { Field, FieldTable, FieldType } from '../../conditions/fields.ts';
import type { PromptDocument } from '../../document.ts';
import type { Recipe } from '../../generated/ast.ts';
import { axesOf } from '../../plan/axes.ts';
import { metrics } from '../../settings/metrics.ts';
import { settingTables } from '../../settings/tables.ts';
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
    detail: 'compares an end of the 95% interval',
  }));
}

export function fieldNames(fields: FieldTable): Completion[] {
  const known = Object.entries(fields).map(([label, { about }]) => ({
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

export function fieldOperators(field: Field | undefined): Completion[] {
  return Object.entries(field ? comparisons[field.type.kind] : {}).map(([label, detail]) => ({
    label,
    kind: CompletionItemKind.Operator,
    detail,
    text: label === 'in' ? 'in [$1]' : `${label} `,
    ...(label === 'in' && { isSnippet: true as const }),
  }));
}

export function fieldValues(names: Names, field: Field | undefined): Completion[] {
  const type = field?.type;
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

/** Settings that can be lists, and the lists that the recipe's prompt reads. */
export function axes(document: PromptDocument, recipe: Recipe | undefined): Completion[] {
  const settings = Object.entries(settingTables.recipe ?? {}).filter(([, rule]) => rule.axis !== undefined);
  const constants = recipe ? axesOf(document, recipe).filter(({ name }) => !isSettingName(name)) : [];
  return [
    ...settings.map(([label, { about }]) => ({ label, kind: CompletionItemKind.Property, documentation: about })),
    ...constants.map(({ name }) => ({ label: name, kind: CompletionItemKind.Constant })),
  ];
}

function isSettingName(name: string): boolean {
  return Object.hasOwn(settingTables.recipe ?? {}, name);
}
