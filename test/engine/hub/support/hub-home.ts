/** @file A cache of the hub for each test, and a manager that knows it; the environment is as before after it. */
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ManagerOptions, ModelManager } from '../../../../src/engine/hub/model-manager.ts';
import type { HubSpec } from '../../../../src/protocol/models.ts';
import { HubServer } from './hub-server.ts';
import { impatient } from './impatient.ts';

export const starterPack = path.resolve('models/starter');

export class HubHome {
  server: HubServer = undefined as unknown as HubServer; // Before each test there is one.
  /** Real absolute path of a folder that is gone after the test. */
  root = '';

  get workspace(): string {
    return path.join(this.root, 'workspace');
  }

  readonly #settings = () => ({
    workspace: this.workspace,
    store: path.join(this.workspace, '.vlprompt'),
    starterPack,
    trustedModelFolders: [] as readonly string[],
    offline: false,
  });

  get settings() {
    return this.#settings();
  }

  manager(options: Partial<ManagerOptions> = {}): ModelManager {
    return new ModelManager({ settings: this.settings, provider: 'cpu', timing: impatient, ...options });
  }

  async open(): Promise<void> {
    this.server = await HubServer.start();
    this.root = await realpath(await mkdtemp(path.join(tmpdir(), 'vlprompt-hub-')));
    await mkdir(this.workspace);
    for (const name of names) delete process.env[name];
    process.env.HF_ENDPOINT = this.server.endpoint;
    process.env.HF_HUB_CACHE = path.join(this.root, 'hub');
    process.env.HF_HOME = this.root;
  }

  async close(): Promise<void> {
    await this.server.close();
    await rm(this.root, { recursive: true, force: true });
  }
}

const names = [
  'HF_ENDPOINT',
  'HF_HUB_CACHE',
  'HUGGINGFACE_HUB_CACHE',
  'HF_HOME',
  'HF_TOKEN',
  'HUGGING_FACE_HUB_TOKEN',
  'HF_TOKEN_PATH',
  'HF_HUB_OFFLINE',
] as const;

/** To be called in a suite. */
export function hubHome(): HubHome {
  const home = new HubHome();
  const before = new Map(names.map((name) => [name, process.env[name]]));
  beforeEach(() => home.open());
  afterEach(async () => {
    await home.close();
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  return home;
}

export function hub(repository: string, revision = 'main'): HubSpec {
  return { kind: 'hub', repository, revision };
}

export const anySignal = (): AbortSignal => new AbortController().signal;
