/** @file The tabs that compare a recipe or an evaluation with what it was. */
import { type Memento, type WebviewPanel, workspace } from 'vscode';
import type { Disposable } from 'vscode-jsonrpc';
import type { CompareCalls, CompareTarget } from '../../../protocol/webviews/compare.ts';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import { keyOf } from '../../boards/board.ts';
import { viewTypes } from '../../commands/command-table.ts';
import { pickTarget, pinBaseline } from '../../commands/compare-with.ts';
import { settled } from '../../paced.ts';
import { baseName } from '../addresses.ts';
import { availabilityOf } from '../availability.ts';
import { servePages } from '../page-connection.ts';
import { changesOf, type PanelParts } from '../panel-parts.ts';
import { PanelShelf } from '../panel-shelf.ts';
import { anyOf } from '../watch-snapshots.ts';
import { addressesOf, portOf, showPage } from '../web-panel.ts';
import { compareHandlers } from './compare-handlers.ts';
import { compareSnapshot } from './compare-snapshot.ts';
import { CompareWork } from './compare-work.ts';

/** Milliseconds without a change after which it is looked again. */
const pause = 400;

export class ComparePanels {
  readonly #parts: PanelParts;
  readonly #shelf: PanelShelf;
  readonly #targets: Targets;
  readonly #works = new Map<string, CompareWork>();

  constructor(parts: PanelParts) {
    this.#parts = parts;
    this.#targets = new Targets(parts.context.workspaceState);
    this.#shelf = new PanelShelf(parts.context, {
      viewType: viewTypes.compare,
      icon: 'compare',
      titleOf: ({ uri, name }) => `${name} compared · ${baseName(uri)}`,
      furnish: (panel, id) => this.#furnish(panel, id),
    });
  }

  /** Somebody asked to see what changed, so what is drawn is judged. */
  async show(id: DeclarationId, target: CompareTarget): Promise<void> {
    await this.#targets.keep(id, target);
    this.#shelf.show(id);
    await this.#works.get(keyOf(id))?.aim(target, 'judge');
  }

  /** Asks what to compare with. */
  async choose(id: DeclarationId): Promise<void> {
    const target = await pickTarget(id, this.#parts);
    if (target) await this.show(id, target);
  }

  /** Makes the newest finished run what later ones are compared with. */
  async pinBaseline(id: DeclarationId): Promise<void> {
    await pinBaseline(id, this.#parts);
    const work = this.#works.get(keyOf(id));
    if (work?.target.kind === 'baseline') await work.refresh();
  }

  #furnish(panel: WebviewPanel, id: DeclarationId): void {
    const { plans, engineOf, places, context, trust } = this.#parts;
    const work = new CompareWork({
      id,
      target: this.#targets.of(id),
      planNow: async () => (await plans.ofFile(id.uri)).plan,
      planAt: async (ref) => (await plans.at(id.uri, ref)).plan,
      onDidWork: () => void this.#lookAgain(id).catch(this.#parts.onError),
      engine: (purpose) => engineOf(id.uri, purpose),
    });
    this.#works.set(keyOf(id), work);
    const standing = () => ({ isTrusted: trust.isTrusted(), plan: undefined, isUnreadable: false, wasSeen: false });
    const watched = {
      snapshot: () => compareSnapshot(id, work, availabilityOf('recipe', id, standing())),
      onDidChange: anyOf(work.onDidChange, trust.onDidGrant),
    };
    const addressOf = addressesOf(panel.webview);
    const pages = servePages<CompareCalls>(portOf(panel.webview), (ended) =>
      compareHandlers({ id, parts: this.#parts, work, watched, addressOf }, ended),
    );
    const following = this.#follow(id, work);
    panel.onDidDispose(() => {
      this.#works.delete(keyOf(id));
      for (const part of [pages, following, work]) part.dispose();
    });
    const pictureFolders = [places.storeOf(id.uri)];
    showPage(panel, {
      extensionUri: context.extensionUri,
      name: 'compare',
      title: `Comparison of ${id.name}`,
      pictureFolders,
    });
    void work.refresh();
  }

  /** Lenses and grids say what is drawn by now. */
  async #lookAgain({ uri }: DeclarationId): Promise<void> {
    const { plans, recipes, evaluations, onError } = this.#parts;
    const { plan } = await plans.ofFile(uri);
    const looks = [
      ...plan.recipes.map(({ name }) => recipes.lookup({ uri, name })),
      ...plan.evaluations.map(({ name }) => evaluations.lookup({ uri, name })),
    ];
    for (const look of await Promise.allSettled(looks)) if (look.status === 'rejected') onError(look.reason);
  }

  /** The words change while they are typed, images while they are drawn. */
  #follow(id: DeclarationId, work: CompareWork): Disposable {
    const { plans, recipes, evaluations, trust } = this.#parts;
    const look = settled(() => void work.refresh(), pause);
    const isOurs = (changed: DeclarationId) =>
      keyOf(changed) === keyOf(id) && !recipes.isRunning(id) && !evaluations.isRunning(id);
    const subscriptions = [
      anyOf(
        changesOf(plans.onDidChange, ({ uri }) => uri === id.uri),
        changesOf(recipes.onDidChange, isOurs),
        changesOf(evaluations.onDidChange, isOurs),
        trust.onDidGrant,
        (listener) =>
          workspace.onDidChangeTextDocument(({ document }) => document.uri.toString() === id.uri && listener()),
      )(look),
      look,
    ];
    return { dispose: () => subscriptions.forEach((each) => void each.dispose()) };
  }
}

/** What each tab is compared with, which outlives a reload. */
class Targets {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  of(id: DeclarationId): CompareTarget {
    return this.#all()[keyOf(id)] ?? { kind: 'ref', ref: 'HEAD' };
  }

  async keep(id: DeclarationId, target: CompareTarget): Promise<void> {
    await this.#memory.update(memoryKey, { ...this.#all(), [keyOf(id)]: target });
  }

  #all(): Readonly<Record<string, CompareTarget>> {
    return this.#memory.get<Readonly<Record<string, CompareTarget>>>(memoryKey) ?? {};
  }
}

const memoryKey = 'vlprompt.compare.targets';
