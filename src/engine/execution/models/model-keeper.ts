/**
 * @file Which models are open. Each stays ready until nobody has used it for a while; what of them lies in memory is
 * the sessions' business. Descriptions are small and kept for each request.
 */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ModelRequest } from '../../models/model-request.ts';
import type { RunScope } from '../../runtime/sessions/run-scope.ts';
import type { ModelIdentity } from '../../store/digests/model-identity.ts';
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
  /** Of its files, when it was opened. */
  readonly stamp: string;
  readonly model: Model;
  timer?: NodeJS.Timeout;
}

export class ModelKeeper {
  readonly #opener: ModelOpener;
  readonly #idle: number;
  readonly #described = new Map<string, { readonly stamp: string; readonly description: Promise<ModelDescription> }>();
  readonly #kept: { readonly [R in ModelRole]: Map<string, Kept<ModelOfRole[R]>> } = {
    painter: new Map(),
    judge: new Map(),
  };

  /** @param idle milliseconds without use after which a model is closed */
  constructor(opener: ModelOpener, idle: number) {
    this.#opener = opener;
    this.#idle = idle;
  }

  /**
   * Opens no session, and nothing at all when the same was asked about before and no file has changed.
   * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`, `provider-unavailable`
   */
  async describe(role: ModelRole, request: ModelRequest): Promise<ModelDescription> {
    const key = `${role}\n${keyOf(request)}`;
    const stamp = await stampOf(request);
    const known = this.#described.get(key);
    if (known?.stamp === stamp) return known.description;
    const description = this.#describeAnew(role, request);
    this.#described.set(key, { stamp, description });
    description.catch(() => this.#described.delete(key));
    return description;
  }

  async #describeAnew(role: ModelRole, request: ModelRequest): Promise<ModelDescription> {
    const { digest, numericsVersion, provider, precision } = await this.#opener.open(role, request);
    return { identity: { digest, numericsVersion, provider, precision } };
  }

  /** Runs are one at a time, so a model that is leased is never wanted by another. */
  async lease<R extends ModelRole>(role: R, request: ModelRequest): Promise<Lease<ModelOfRole[R]>> {
    const key = keyOf(request);
    const stamp = await stampOf(request);
    const open: Map<string, Kept<ModelOfRole[R]>> = this.#kept[role];
    const known = open.get(key);
    clearTimeout(known?.timer);
    if (known !== undefined && known.stamp !== stamp) await this.#close(role, key);
    const kept = open.get(key) ?? { stamp, model: await this.#opener.open(role, request) };
    open.set(key, kept);
    return { model: kept.model, release: (spoilt) => this.#release(role, key, spoilt) };
  }

  /** As of its opener. */
  beginRun(scope: RunScope): () => void {
    return this.#opener.beginRun?.(scope) ?? (() => {});
  }

  async dispose(): Promise<void> {
    const roles = Object.keys(this.#kept) as ModelRole[]; // Object.keys widens; these are the table's own.
    await Promise.all(roles.flatMap((role) => [...this.#kept[role].keys()].map((key) => this.#close(role, key))));
  }

  async #release(role: ModelRole, key: string, spoilt: boolean): Promise<void> {
    if (spoilt) return this.#close(role, key);
    const kept = this.#kept[role].get(key);
    if (kept === undefined) return;
    kept.timer = setTimeout(() => void this.#close(role, key), this.#idle);
    kept.timer.unref();
  }

  async #close(role: ModelRole, key: string): Promise<void> {
    const kept = this.#kept[role].get(key);
    this.#kept[role].delete(key);
    clearTimeout(kept?.timer);
    await kept?.model.dispose();
  }
}

function keyOf({ folder, precision, provider, adapters }: ModelRequest): string {
  return JSON.stringify([folder, precision, provider, adapters]);
}

/** Changes whenever a file does that the model is made of. */
async function stampOf({ folder, adapters }: ModelRequest): Promise<string> {
  const stamps = await Promise.all([folderStamp(folder), ...adapters.map(fileStamp)]);
  return stamps.join('\n');
}

/** Empty when there is no folder, which opening will say. */
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
