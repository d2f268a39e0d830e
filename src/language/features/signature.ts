/** @file What stands between the parentheses of a metric or of `zip`, shown while it is typed. */
import type { PromptDocument } from '../document.ts';
import { type MetricRule, metrics } from '../settings/metrics.ts';
import { alternatives } from '../settings/setting-rule.ts';
import { isInComment } from './comment-at.ts';
import { textAt } from './text-at.ts';

export interface Signature {
  readonly label: string;
  /** Markdown. */
  readonly about: string;
  readonly parameters: readonly SignatureParameter[];
  /** Index of the one that the cursor is in. */
  readonly active: number;
}

export interface SignatureParameter {
  /** A part of the label. */
  readonly label: string;
  readonly about: string;
}

/** Characters looked at before the cursor: more than any call has. */
const LONGEST = 1000;

/** Undefined outside of parentheses. */
export function signatureAt(document: PromptDocument, offset: number): Signature | undefined {
  if (isInComment(document, offset) || textAt(document, offset)) return undefined;
  const before = document.text.slice(Math.max(0, offset - LONGEST), offset);
  const [, metric, written = ''] = /\b(?:expect|check)\s+([\w-]+)\s*\(([^(){}"]*)$/.exec(before) ?? [];
  const rule = metric !== undefined && Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
  if (metric !== undefined && rule) return ofMetric(metric, rule, written);
  const [, axes] = /\bzip\s*\(([^(){}"]*)$/.exec(before) ?? [];
  return axes === undefined ? undefined : ofZip(axes);
}

function ofMetric(name: string, rule: MetricRule, written: string): Signature | undefined {
  const parameters = parametersOf(rule);
  if (parameters.length === 0) return undefined;
  return {
    label: `${name}(${parameters.map((parameter) => parameter.label).join(' -> ')})`,
    about: `${rule.about}\n\nExample: \`expect ${rule.example} …\``,
    parameters,
    active: Math.min(written.split('->').length, parameters.length) - 1,
  };
}

function parametersOf({ shape, takes }: MetricRule): SignatureParameter[] {
  const kinds = alternatives(takes);
  if (shape === 'plain') return [];
  if (shape === 'one') return [{ label: kinds, about: `The ${kinds} that is measured.` }];
  return [
    { label: `true ${kinds}`, about: `What the images are: the ${kinds} they belong to.` },
    { label: `judged ${kinds}`, about: `What they are taken for: the ${kinds} that the judge says.` },
  ];
}

function ofZip(written: string): Signature {
  const about = 'A setting with a list, such as `guidance` or `steps`.';
  return {
    label: 'zip(axis, other axis, …)',
    about:
      'Pairs the values of several lists one by one, instead of taking all combinations; the lists are equally long.',
    parameters: [
      { label: 'axis', about },
      { label: 'other axis', about },
      { label: '…', about },
    ],
    active: Math.min(written.split(',').length - 1, 2),
  };
}
