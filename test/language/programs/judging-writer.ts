/** @file Declarations that judge, learn and sort. */
import { imageFields } from '../../../src/language/conditions/fields.ts';
import { learningMethods } from '../../../src/language/settings/learning-rules.ts';
import { type MetricRule, metrics } from '../../../src/language/settings/metrics.ts';
import type { Choices } from './choices.ts';
import { separated, writeCondition } from './condition-writer.ts';
import { LINE } from './layout.ts';
import type { Names } from './names.ts';
import { classes } from './recipe-writer.ts';

function block(keyword: string, name: string, members: readonly (readonly string[])[]): string[] {
  return [keyword, name, '{', LINE, ...members.flatMap((member) => [...member, LINE]), '}', LINE];
}

export function writeEvaluation(choices: Choices, name: string, names: Names): string[] {
  const judged = separated(choices.someOf([...names.holdouts, ...names.recipes], 1));
  const model = names.judges.length > 0 && choices.isLucky(50) ? [['model:', choices.pick(names.judges)]] : [];
  const prompts = choices.someOf(names.templates).slice(0, 1);
  const settings = [['on:', ...judged], ...model, ...prompts.map((each) => ['prompt:', each])];
  const others = choices.someOf([
    ['method:', 'zeroshot'],
    ['classes:', 'all'],
  ]);
  const judgements = choices.several(0, 3, () => judgement(choices, names));
  return block('evaluate', name, [...choices.shuffled([...settings, ...others]), ...judgements]);
}

function judgement(choices: Choices, names: Names): string[] {
  const [metric, rule] = choices.pick(Object.entries(metrics).filter(([, each]) => argument(choices, each, names)));
  const value = rule.range.unit === 'share' ? choices.pick(['80%', '0.2', '99.5 %']) : choices.pick(['0.25', '1']);
  const bound = choices.isLucky(25) ? ['on', choices.pick(['lower', 'upper']), 'bound'] : [];
  const inner = argument(choices, rule, names) ?? [];
  return [choices.pick(['expect', 'check']), metric, ...inner, choices.pick(['>=', '<=', '>', '<']), value, ...bound];
}

/** Undefined where the file has nothing to name. */
function argument(choices: Choices, { shape, takes }: MetricRule, names: Names): string[] | undefined {
  if (shape === 'plain') return [];
  if (shape === 'percentile') return ['(', 'p10', ')'];
  const known = { class: names.classes, data: names.holdouts, recipe: names.recipes };
  const of = takes.flatMap((kind) => (Object.hasOwn(known, kind) ? known[kind as keyof typeof known] : []));
  if (of.length < (shape === 'pair' ? 2 : 1)) return undefined;
  return shape === 'pair' ? ['(', of[0] ?? '', '->', of[1] ?? '', ')'] : ['(', choices.pick(of), ')'];
}

export function writeLearning(choices: Choices, name: string, names: Names): string[] {
  const method = choices.pick(Object.keys(learningMethods));
  const others = choices.someOf([
    ['steps:', '500'],
    ['rate:', '1e-4'],
    ['seed:', '3'],
    ['batch:', '4'],
    ['flip:', 'false'],
    ['classes:', ...classes(choices, names)],
  ]);
  const shots = ['shots:', choices.pick(names.shots), '16', 'per class'];
  return block('learn', name, choices.shuffled([['method:', method], shots, ...others]));
}

export function writeCuration(choices: Choices, name: string, names: Names): string[] {
  const from = separated(choices.someOf([...names.recipes, ...names.pools], 1));
  const others = choices.someOf([
    ['dedupe:', '0.94'],
    ['balance:', '40', 'per class'],
    ['split:', 'train', '80%', ',', 'val', '20 %'],
    ['export:', 'imagefolder', `"out/${name}"`, ',', 'webdataset', `"out/${name}-shards"`],
    ['reviewers:', 'ann', ',', '"bob b"'],
    ['policy:', '2', 'of 2'],
    ['reasons:', 'blurred', ',', '"extra limbs"'],
    ['blind:', 'true'],
    ['seed:', '0'],
  ]);
  const filters = choices.several(0, 3, () => [
    choices.pick(['keep', 'drop']),
    'where',
    ...writeCondition(choices, { fields: imageFields, classes: names.classes }),
  ]);
  return block('curate', name, [...choices.shuffled([['from:', ...from], ...others]), ...filters]);
}
