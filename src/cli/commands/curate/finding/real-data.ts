/** @file Which real images a set is held against. */
import type { DataPlan } from '../../../../language/plan/plan.ts';
import { usualRealData } from '../../../../protocol/measure-question.ts';
import type { PromptFile } from '../../../prompt-file.ts';
import { UsageError } from '../../../usage-error.ts';

/**
 * The data set of that name; without one the first that is a pool, else a holdout, else shots. Undefined where the file
 * declares none.
 * @throws UsageError for a name that is not there
 */
export function realData({ plan, name: file }: Pick<PromptFile, 'plan' | 'name'>, name?: string): DataPlan | undefined {
  const { data } = plan;
  if (name === undefined) return usualRealData(data);
  const found = data.find((each) => each.name === name);
  if (found) return found;
  const there = data.length === 0 ? 'it declares none' : `it has ${data.map((each) => each.name).join(', ')}`;
  throw new UsageError(`${file} declares no data set \`${name}\`; ${there}.`);
}
