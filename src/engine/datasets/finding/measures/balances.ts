/** @file How far classes, attributes and variables are from the shares that were asked for. */
import type { BalanceTable, MeasureQuestion } from '../../../../protocol/set-measures.ts';
import { balanceOf } from '../../../metrics/sets/balance.ts';
import type { MeasuredImage } from './measured-images.ts';
import type { Variable } from './variables.ts';

/** What was asked for of each value: any weights. */
interface Target {
  readonly of: string;
  readonly target: BalanceTable['target'];
  readonly weights: ReadonlyMap<string, number>;
  readonly valueIn: (image: MeasuredImage) => string | undefined;
}

/** Of what has two values and more, and of which an image has one. */
export function balanceTables(
  images: readonly MeasuredImage[],
  { curation, attributes = {} }: MeasureQuestion,
  variables: readonly Variable[],
): readonly BalanceTable[] {
  const classes = classTarget(curation, variables);
  const targets = [classes, ...attributeTargets(classes, attributes), ...variables.flatMap(variableTarget)];
  return targets.flatMap((target) => tableOf(images, target) ?? []);
}

function classTarget({ balance, judging }: MeasureQuestion['curation'], variables: readonly Variable[]): Target {
  const names = judging.classes.map(({ name }) => name);
  const planned = plannedShares(variables.find(({ kind }) => kind === 'class'));
  const weightOf = (name: string) => (balance === undefined ? (planned.get(name) ?? 0) : 1);
  return {
    of: 'class',
    target: balance === undefined ? 'plan' : 'balance',
    weights: new Map(names.map((name) => [name, weightOf(name)])),
    valueIn: (image) => image.class,
  };
}

/** An attribute is asked for as often as the classes are that have it. */
function attributeTargets(classes: Target, attributes: NonNullable<MeasureQuestion['attributes']>): readonly Target[] {
  const names = new Set(Object.values(attributes).flatMap((each) => Object.keys(each)));
  return [...names].map((name) => {
    const attributeOf = (of: string | undefined) =>
      of === undefined || !Object.hasOwn(attributes, of) ? undefined : attributes[of]?.[name];
    const weights = new Map<string, number>();
    for (const [of, weight] of classes.weights) {
      const value = attributeOf(of);
      if (value !== undefined) weights.set(value, (weights.get(value) ?? 0) + weight);
    }
    return { of: `attribute ${name}`, target: classes.target, weights, valueIn: (image) => attributeOf(image.class) };
  });
}

function variableTarget(variable: Variable): readonly Target[] {
  const { name, kind, valuesOf } = variable;
  if (kind === 'class' || [...valuesOf.values()].some((values) => values.length > 1)) return [];
  const valueIn = ({ key }: MeasuredImage) => valuesOf.get(key)?.[0];
  return [{ of: name, target: 'plan', weights: plannedShares(variable), valueIn }];
}

/** Images that the recipes ask for, drawn or not. */
function plannedShares(variable: Variable | undefined): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const values of variable?.valuesOf.values() ?? []) {
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function tableOf(images: readonly MeasuredImage[], { of, target, weights, valueIn }: Target): BalanceTable | undefined {
  const values = [...weights.keys()];
  if (values.length < 2) return undefined;
  const members = images.map((image) => values.indexOf(valueIn(image) ?? '')).filter((index) => index !== -1);
  const balance = balanceOf(members, [...weights.values()]);
  if (balance === null) return undefined;
  const groups = balance.groups.map(({ count, ...group }, index) => ({
    value: values[index]!,
    images: count,
    ...group,
  }));
  const { maxSkew, minSkew, divergence } = balance;
  return { of, target, groups, maxSkew, minSkew, divergence: Number.isFinite(divergence) ? divergence : null };
}
