/** @file A model that was named on the command line. */
import path from 'node:path';
import { isInside } from '../../../language/is-inside.ts';
import type { ModelSpec } from '../../../language/plan/plan.ts';
import { relativePath } from '../../../language/service.ts';
import { hubSpecOf } from '../../../protocol/model-name.ts';
import type { HubSpec } from '../../../protocol/models.ts';
import { UsageError } from '../../usage-error.ts';

/** @throws UsageError when it is none of the hub */
export function hubArgument(written: string): HubSpec {
  const isElsewhere = /^(?:starter|\.{1,2})\//u.test(written) || path.isAbsolute(written);
  const spec = isElsewhere ? undefined : hubSpecOf(written);
  if (spec) return spec;
  throw new UsageError(`${written} names no model of the hub: write hf:owner/name, or hf:owner/name@revision.`);
}

/**
 * @param workspace absolute path
 * @throws UsageError when it names no model
 */
export function modelArgument(written: string, workspace: string, workingDirectory: string): ModelSpec {
  const [, starter] = /^starter\/([\w.-]+)$/u.exec(written) ?? [];
  if (starter !== undefined) return { kind: 'starter', name: starter };
  if (!/^\.{1,2}(?:[/\\]|$)/u.test(written) && !path.isAbsolute(written)) return hubArgument(written);
  const folder = path.resolve(workingDirectory, written);
  const isBelow = folder !== workspace && isInside(folder, workspace);
  return { kind: 'folder', path: isBelow ? relativePath(folder, workspace) : folder.replaceAll('\\', '/') };
}
