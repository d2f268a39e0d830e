/** @file The tabs that show what is drawn of a recipe. */
import { commands, type WebviewPanel } from 'vscode';
import type { Handlers } from '../../protocol/calls.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { GridCalls, GridSnapshot } from '../../protocol/webviews/grid.ts';
import { keyOf } from '../boards/board.ts';
import { viewTypes } from '../commands/command-table.ts';
import { copyAs } from '../exchange/copy-as.ts';
import { type AddressOf, baseName } from './addresses.ts';
import { availabilityOf } from './availability.ts';
import { findImage, gridSnapshot, settingsText } from './grid-snapshot.ts';
import { servePages } from './page-connection.ts';
import { changesOf, FileOfPanel, type PanelParts } from './panel-parts.ts';
import { PanelShelf } from './panel-shelf.ts';
import { quietly } from './quietly.ts';
import { anyOf, type Watched, watchSnapshots } from './watch-snapshots.ts';
import { addressesOf, portOf, showPage } from './web-panel.ts';

export function gridPanels(parts: PanelParts): PanelShelf {
  return new PanelShelf(parts.context, {
    viewType: viewTypes.grid,
    icon: 'grid',
    titleOf: ({ uri, name }) => `${name} · ${baseName(uri)}`,
    furnish: (panel, id) => furnish(panel, id, parts),
  });
}

function furnish(panel: WebviewPanel, id: DeclarationId, parts: PanelParts): void {
  const { context, places } = parts;
  const title = `Grid of ${id.name}`;
  const watched = watchedGrid(panel, id, parts, addressesOf(panel.webview));
  const pages = servePages<GridCalls>(portOf(panel.webview), (ended) => gridHandlers(id, parts, watched, ended));
  panel.onDidDispose(() => pages.dispose());
  const { extensionUri } = context;
  showPage(panel, { extensionUri, name: 'grid', title, pictureFolders: [places.storeOf(id.uri)] });
}

function watchedGrid(
  panel: WebviewPanel,
  id: DeclarationId,
  { recipes, plans, trust }: PanelParts,
  addressOf: AddressOf,
): Watched<GridSnapshot> {
  const file = new FileOfPanel(panel, id, plans);
  const snapshot = () => {
    const state = recipes.state(id);
    const isTrusted = trust.isTrusted();
    const standing = {
      isTrusted,
      plan: plans.latest(id.uri),
      isUnreadable: file.isUnreadable,
      wasSeen: state !== undefined,
    };
    return gridSnapshot({ id, state, availability: availabilityOf('recipe', id, standing), addressOf });
  };
  const onDidChange = anyOf(
    changesOf(recipes.onDidChange, (changed) => keyOf(changed) === keyOf(id)),
    changesOf(plans.onDidChange, ({ uri }) => uri === id.uri),
    trust.onDidGrant,
    file.onDidChange,
  );
  return { snapshot, onDidChange };
}

function gridHandlers(
  id: DeclarationId,
  { recipes, actions, plans, copying, telling }: PanelParts,
  watched: Watched<GridSnapshot>,
  ended: AbortSignal,
): Handlers<GridCalls> {
  const find = (key: string) => {
    const recipe = recipes.state(id)?.recipe;
    return recipe && findImage(recipe, key);
  };
  return {
    watch: (_, { signal, report }) => watchSnapshots(watched, { signal: AbortSignal.any([signal, ended]), report }),
    // A run may take minutes and tells of itself in the snapshots; the click is answered at once.
    draw: quietly(() => void actions.draw(id)),
    cancel: quietly(() => actions.cancel(id)),
    revealPrompt: quietly(async ({ key }) => {
      const source = find(key)?.image.source;
      if (source) await actions.reveal(id.uri, plans.latest(id.uri)?.plan.file ?? source.file, source);
    }),
    copySettings: quietly(async ({ key }) => {
      const found = find(key);
      if (found) await actions.copy(settingsText(found.cell, found.image));
    }),
    copyAs: quietly(async ({ key }) => {
      const [found, recipe] = [find(key), recipes.state(id)?.recipe];
      if (!found || !recipe) return;
      const planned = { image: found.image, settings: found.cell.settings, model: recipe.model.spec };
      await telling(() => copyAs(id, copying, planned));
    }),
    openImage: quietly(async ({ key }) => {
      const file = recipes.state(id)?.images.get(key)?.file;
      if (file !== undefined) await actions.openPicture(file);
    }),
    trustWorkspace: quietly(() => commands.executeCommand('workbench.trust.manage')),
    showLog: quietly(() => commands.executeCommand('vlprompt.showLog')),
  };
}
