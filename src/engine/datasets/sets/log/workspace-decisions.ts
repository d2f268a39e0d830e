/** @file All decisions of a workspace, folded, and kept up with its files whoever writes to them. */
import type { StoreFiles } from '../../../store/store-files.ts';
import { type DecisionEvent, eventLine } from '../../decisions/decision-event.ts';
import { decisionFiles, readAllDecisions } from '../../decisions/decision-log.ts';
import { DecisionIndex, type IndexChange } from './decision-index.ts';
import { EventColumns } from './event-columns.ts';
import { LogFile } from './log-file.ts';

/** Changes that are remembered for those who ask seldom; beyond, everything counts as changed. */
const CHANGES_KEPT = 64;

export class WorkspaceDecisions {
  /** Absolute. */
  readonly workspace: string;
  readonly #files: StoreFiles;
  readonly #worthKeeping: number;
  #index = new DecisionIndex();
  #logs = new Map<string, LogFile>();
  #version = 0;
  #changes: readonly (IndexChange & { readonly version: number })[] = [];

  /** @param worthKeeping bytes of a file of decisions; shorter ones are not kept in the cache */
  constructor(workspace: string, files: StoreFiles, worthKeeping = 1 << 16) {
    this.workspace = workspace;
    this.#files = files;
    this.#worthKeeping = worthKeeping;
  }

  get index(): DecisionIndex {
    return this.#index;
  }

  /** Rises with every change. */
  get version(): number {
    return this.#version;
  }

  /** Of the reviewer's files, as they were when they were looked at. */
  bytesOf(reviewer: string): number {
    const own = [...this.#logs.values()].filter((log) => log.isOf(reviewer));
    return own.reduce((sum, log) => sum + log.size, 0);
  }

  /** Undefined: everything may be another. @param version of before */
  changesSince(version: number): readonly IndexChange[] | undefined {
    const missed = this.#changes.filter((change) => change.version > version);
    return missed.length === this.#version - version ? missed : undefined;
  }

  /**
   * Reads what was written since. Where nothing was, only sizes and times are looked at.
   * @throws Failure `file-unreadable`, `path-outside-workspace`
   */
  async update(): Promise<void> {
    try {
      await this.#update();
    } catch (error) {
      // What was read of one file before another could not be read must not be taken for known.
      this.#logs = new Map();
      throw error;
    }
  }

  /** Events of one reviewer that this process has just written. @throws Failure as `update` */
  async takeOwn(events: readonly DecisionEvent[]): Promise<void> {
    const [first] = events;
    if (first === undefined) return;
    const columns = new EventColumns();
    for (const event of events) columns.add(event);
    const text = events.map((event) => `${eventLine(event)}\n`).join('');
    for (const log of this.#logs.values()) {
      if (log.isOf(first.by) && (await log.takeOwn(text, columns))) return this.#add([columns]);
    }
    await this.update();
  }

  async #update(): Promise<void> {
    const paths = await decisionFiles(this.workspace);
    const isWhole = this.#logs.size > 0 && [...this.#logs.keys()].every((known) => paths.includes(known));
    const added = isWhole ? await this.#readNew(paths) : undefined;
    if (added === undefined) await this.#readAnew(paths);
    else if (added.length > 0) await this.#add(added);
  }

  async #readNew(paths: readonly string[]): Promise<readonly EventColumns[] | undefined> {
    const added: EventColumns[] = [];
    for (const file of paths) {
      const log = this.#logs.get(file) ?? new LogFile(file, this.workspace, this.#files, this.#worthKeeping);
      this.#logs.set(file, log);
      const read = await log.readNew();
      if (read === undefined) return undefined;
      added.push(...read);
    }
    return added;
  }

  async #readAnew(paths: readonly string[]): Promise<void> {
    const isEmpty = paths.length === 0 && this.#index.events.count === 0;
    if (isEmpty) return;
    this.#logs = new Map();
    this.#index = new DecisionIndex();
    await this.#add((await this.#readNew(paths)) ?? []);
  }

  async #add(added: readonly EventColumns[]): Promise<void> {
    const change = this.#index.add(added);
    if (change === undefined) await this.#readExactly();
    const version = ++this.#version;
    const told = change?.names === undefined ? [] : [...this.#changes, { ...change, version }];
    this.#changes = told.slice(-CHANGES_KEPT);
  }

  /** Where somebody made two of one event by hand, the text of both says which one counts. */
  async #readExactly(): Promise<void> {
    const events = new EventColumns();
    for (const each of (await readAllDecisions(this.workspace)).values()) for (const event of each) events.add(event);
    this.#index = new DecisionIndex();
    this.#index.add([events]);
  }
}
