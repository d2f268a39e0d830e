/**
 * @file Which models are open. Of each role one is kept ready to run, as their weights fill the memory; it is closed
 * when another is wanted, or when nobody used it for a while. Descriptions are small and kept for each folder.
 */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ProviderName } from '../../protocol/engine.ts';
import type { ModelIdentity } from '../store/model-identity.ts';
import type { ModelOfRole, ModelOpener, ModelRole } from './model-opener.ts';

/** A model without its sessions. */
export interface ModelDescription {
  readonly identity: ModelIdentity;
}

export interface Lease<Model> {
  readonly model: Model;
  /** @param spoilt closes the model, so that the next lease opens it anew: its last use went wrong */
  release(spoilt: boolean): Promise<void>;
}

interface Kept<Model> {
  readonly folder: string;
  readonly stamp: string;
  readonly model: Model;
}

export class ModelKeeper {
  readonly #opener: ModelOpener;
  readonly #provider: ProviderName;
  readonly #idle: number;
  readonly #described = new Map<string, { readonly stamp: string; readonly description: Promise<ModelDescription> }>();
  readonly #kept: { [R in ModelRole]?: Kept<ModelOfRole[R]> } = {};
  readonly #timers: { [R in ModelRole]?: NodeJS.Timeout } = {};

  /** @param idle milliseconds without use after which a model is closed */
  constructor(opener: ModelOpener, provider: ProviderName, idle: number) {
    this.#opener = opener;
    this.#provider = provider;
    this.#idle = idle;
  }

  /**
   * Opens no session, and nothing at all when the folder was asked about before and has not changed.
   * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`
   */
  async describe(role: ModelRole, folder: string): Promise<ModelDescription> {
    const key = `${role}\n${folder}`;
    const stamp = await folderStamp(folder);
    const known = this.#described.get(key);
    if (known?.stamp === stamp) return known.description;
    const description = this.#describeAnew(role, folder);
    this.#described.set(key, { stamp, description });
    description.catch(() => this.#described.delete(key));
    return description;
  }

  async #describeAnew(role: ModelRole, folder: string): Promise<ModelDescription> {
    const model = await this.#opener.open(role, folder);
    return {
      identity: { digest: model.digest, numericsVersion: model.numericsVersion, provider: this.#provider },
    };
  }

  /** Runs are one at a time, so a model that is leased is never wanted by another. */
  async lease<R extends ModelRole>(role: R, folder: string): Promise<Lease<ModelOfRole[R]>> {
    clearTimeout(this.#timers[role]);
    const stamp = await folderStamp(folder);
    const kept: Kept<ModelOfRole[R]> | undefined = this.#kept[role];
    const model =
      kept?.folder === folder && kept.stamp === stamp ? kept.model : await this.#reopen(role, folder, stamp);
    return { model, release: (spoilt) => this.#release(role, spoilt) };
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#close('painter'), this.#close('judge')]);
  }

  async #reopen<R extends ModelRole>(role: R, folder: string, stamp: string): Promise<ModelOfRole[R]> {
    await this.#close(role);
    const model = await this.#opener.open(role, folder);
    const kept: { [K in ModelRole]?: Kept<ModelOfRole[K]> } = this.#kept;
    Object.assign(kept, { [role]: { folder, stamp, model } });
    return model;
  }

  async #release(role: ModelRole, spoilt: boolean): Promise<void> {
    if (spoilt) return this.#close(role);
    const timer = setTimeout(() => void this.#close(role), this.#idle);
    timer.unref();
    this.#timers[role] = timer;
  }

  async #close(role: ModelRole): Promise<void> {
    clearTimeout(this.#timers[role]);
    const kept = this.#kept[role];
    delete this.#kept[role];
    await kept?.model.dispose();
  }
}

/** Changes whenever a file of the folder does; empty when there is no folder, which opening will say. */
async function folderStamp(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
  const stamps = await Promise.all(files.sort().map(fileStamp));
  return stamps.join('\n');
}

async function fileStamp(file: string): Promise<string> {
  const status = await stat(file).catch(() => undefined); // A dangling link: opening the model will say.
  return `${file}:${status?.size}:${status?.mtimeMs}:${status?.ctimeMs}`;
}
