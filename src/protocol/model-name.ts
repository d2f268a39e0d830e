/** @file Models as authors write them: `starter/clip`, `./mine`, `hf:owner/name@revision`. */
import type { ModelSpec } from '../language/plan/plan.ts';
import type { HubSpec } from './models.ts';

type Names = { readonly [K in ModelSpec['kind']]: (spec: Extract<ModelSpec, { kind: K }>) => string };

const names: Names = {
  starter: ({ name }) => `starter/${name}`,
  folder: ({ path }) => path,
  hub: ({ repository, revision }) => `hf:${repository}${revision === 'main' ? '' : `@${revision}`}`,
};

export function modelName(spec: ModelSpec): string {
  // The table's type pairs every kind with its own function; TypeScript cannot follow that through an index.
  return (names[spec.kind] as (spec: ModelSpec) => string)(spec);
}

/** `hf:owner/name`, also `owner/name` and the address of its page. @returns undefined when it is none of these */
export function hubSpecOf(written: string): HubSpec | undefined {
  const [, repository, revision] = hubName.exec(written.trim()) ?? hubPage.exec(written.trim()) ?? [];
  return repository === undefined ? undefined : { kind: 'hub', repository, revision: revision ?? 'main' };
}

/** Whether its revision is a commit, which never means other files; a branch may. */
export function isPinned({ revision }: HubSpec): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

const hubName = /^(?:hf:)?([\w-][\w.-]*\/[\w-][\w.-]*)(?:@([\w./-]+))?$/;
const hubPage = /^https:\/\/huggingface\.co\/([\w-][\w.-]*\/[\w-][\w.-]*)(?:\/tree\/([\w./-]+))?\/?$/;
