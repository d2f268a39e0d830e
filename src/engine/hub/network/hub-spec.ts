/** @file Names of models of the hub: what may stand in addresses and in names of folders. */
import { Failure } from '../../../protocol/failure.ts';
import { modelName } from '../../../protocol/model-name.ts';
import type { HubSpec } from '../../../protocol/models.ts';

const COMMIT = /^[0-9a-f]{40}$/;

/** A dot or hyphen at either end, `--` and `..` are what the hub itself forbids; all would lead astray in folders. */
const NAME_PART = /^(?!.*(--|\.\.))[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?$/;
const REVISION = /^(?!.*(\.\.|\/\/))[A-Za-z0-9_](?:[\w./-]{0,198}[\w-])?$/;

export function isCommit(revision: string): boolean {
  return COMMIT.test(revision);
}

/**
 * Before any part of a name gets into an address or a path.
 * @throws Failure `model-missing` when no model of the hub can be called so
 */
export function requireHubName(spec: HubSpec): void {
  const parts = spec.repository.split('/');
  if (parts.length === 2 && parts.every((part) => NAME_PART.test(part)) && REVISION.test(spec.revision)) return;
  const text = `\`${modelName(spec)}\` is no name of a model on the hub; write \`hf:owner/name\` or \`hf:owner/name@revision\`.`;
  throw new Failure('model-missing', text);
}
