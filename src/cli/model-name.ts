/** @file A model as its author wrote it. */
import type { ModelSpec } from '../language/plan/plan.ts';

type Names = { readonly [K in ModelSpec['kind']]: (spec: Extract<ModelSpec, { kind: K }>) => string };

const names: Names = {
  starter: ({ name }) => `starter/${name}`,
  folder: ({ path }) => path,
  hub: ({ repository, revision }) => `hf:${repository}@${revision}`,
};

export function modelName(spec: ModelSpec): string {
  // The table's type pairs every kind with its own function; TypeScript cannot follow that through an index.
  return (names[spec.kind] as (spec: ModelSpec) => string)(spec);
}
