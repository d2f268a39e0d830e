/** @file Under whose name this window decides: the name that was chosen for a workspace, else the one that git has. */
import { Emitter } from 'vscode-jsonrpc';

/** What VS Code remembers of a workspace. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const key = 'vlprompt.reviewer';

export class Reviewers {
  readonly #memory: Memory;
  readonly #usual: (folder: string) => Promise<string>;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  /** @param usual the name that git has for a folder */
  constructor(memory: Memory, usual: (folder: string) => Promise<string>) {
    this.#memory = memory;
    this.#usual = usual;
  }

  /** Empty when nobody chose one. */
  get chosen(): string {
    const name = this.#memory.get(key);
    return typeof name === 'string' ? name : '';
  }

  /** @param folder absolute; one that is trusted, because git reads what is configured there */
  readonly of = async (folder: string): Promise<string> => (this.chosen === '' ? this.#usual(folder) : this.chosen);

  /** @param name empty: the one that git has */
  async choose(name: string): Promise<void> {
    await this.#memory.update(key, name.trim() === '' ? undefined : name.trim());
    this.#changed.fire();
  }
}
