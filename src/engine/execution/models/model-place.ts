/** @file Where a model of a plan lies, whether all of it is there or not. Reads no file of a model. */
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ModelSpec } from '../../../language/plan/plan.ts';
import type { EngineSettings } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { modelName } from '../../../protocol/model-name.ts';
import { isInside, realPathOf } from '../../files/workspace-path.ts';
import { cachedSnapshot } from '../../hub/hub-snapshot.ts';

export type ModelPlaces = Pick<EngineSettings, 'workspace' | 'starterPack' | 'trustedModelFolders'>;

type Rule<Spec> = (spec: Spec, places: ModelPlaces) => Promise<string>;

type Rules = { readonly [K in ModelSpec['kind']]: Rule<ModelSpec & { kind: K }> };

/**
 * The real absolute path of the model's folder; a model file is code that this machine runs, so folders must be trusted.
 * @throws Failure `model-missing`, `model-untrusted`, `lock-invalid`
 */
export function locateModel(spec: ModelSpec, places: ModelPlaces): Promise<string> {
  const rule = rules[spec.kind] as Rule<ModelSpec>; // The rule of this very kind.
  return rule(spec, places);
}

const rules: Rules = {
  starter: async ({ name }, { starterPack }) => {
    const folder = path.join(starterPack, name);
    const isPlainName = /^[\w-]+$/.test(name);
    const real = isPlainName ? await realPathOf(folder) : undefined;
    if (real !== undefined) return real;
    const text = `There is no model \`starter/${name}\` in ${starterPack}; use \`starter/diffusion\` or \`starter/clip\`, or install the product again.`;
    throw new Failure('model-missing', text);
  },

  folder: async ({ path: written }, { workspace, trustedModelFolders }) => {
    const folder = path.resolve(workspace, written);
    const trusted = await withRealPaths([workspace, ...trustedModelFolders]);
    // Before the disk is asked: Windows hands the user's password hash to any server that a path names.
    if (!isInsideAny(trusted, folder)) throw untrusted(folder);
    const real = await realPathOf(folder);
    if (!isInsideAny(trusted, real ?? folder)) throw untrusted(folder);
    if (real !== undefined) return real;
    throw new Failure('model-missing', `There is no model folder ${folder}; check the path or export the model there.`);
  },

  hub: async (spec, { workspace }) => {
    const folder = await cachedSnapshot(spec, workspace);
    if (folder !== undefined) return realpath(folder);
    throw new Failure('model-missing', `\`${modelName(spec)}\` is not downloaded yet; download it.`);
  },
};

/** Folders as they are named, and where they really lie. */
async function withRealPaths(folders: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(folders.map((folder) => realpath(folder).catch(() => [])));
  return [...folders.map((folder) => path.resolve(folder)), ...real.flat()];
}

function isInsideAny(folders: readonly string[], target: string): boolean {
  return folders.some((folder) => isInside(folder, target));
}

function untrusted(folder: string): Failure {
  return new Failure(
    'model-untrusted',
    `The model folder ${folder} is neither in the workspace nor in a folder you trust; add it to the setting \`vlprompt.models.trustedFolders\` (on the command line: \`--models\`) if you trust its files.`,
  );
}
