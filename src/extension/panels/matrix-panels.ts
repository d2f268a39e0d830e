/** @file The tabs that show how an evaluation's classes are told apart. */
import path from 'node:path';
import { commands, type WebviewPanel } from 'vscode';
import type { Disposable } from 'vscode-jsonrpc';
import type { SourceSpan } from '../../language/plan/plan.ts';
import type { Handlers } from '../../protocol/calls.ts';
import type { JudgedImage } from '../../protocol/evaluation.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { MatrixCalls, MatrixImageId, MatrixSnapshot } from '../../protocol/webviews/matrix.ts';
import { keyOf } from '../boards/board.ts';
import { viewTypes } from '../commands/command-table.ts';
import { baseName } from './addresses.ts';
import { availabilityOf } from './availability.ts';
import { cellImages, matrixSnapshot } from './matrix-snapshot.ts';
import { servePages } from './page-connection.ts';
import { changesOf, FileOfPanel, type PanelParts } from './panel-parts.ts';
import { PanelShelf } from './panel-shelf.ts';
import { quietly } from './quietly.ts';
import { anyOf, type Watched, watchSnapshots } from './watch-snapshots.ts';
import { addressesOf, portOf, showPage } from './web-panel.ts';

export function matrixPanels(parts: PanelParts): PanelShelf {
  return new PanelShelf(parts.context, {
    viewType: viewTypes.matrix,
    icon: 'matrix',
    titleOf: ({ uri, name }) => `${name} · ${baseName(uri)}`,
    furnish: (panel, id) => furnish(panel, id, parts),
  });
}

function furnish(panel: WebviewPanel, id: DeclarationId, parts: PanelParts): void {
  const watched = watchedMatrix(panel, id, parts);
  const pages = servePages<MatrixCalls>(portOf(panel.webview), (ended) =>
    matrixHandlers(panel, id, parts, watched, ended),
  );
  const showing = keepShowing(panel, id, parts);
  panel.onDidDispose(() => {
    pages.dispose();
    showing.dispose();
  });
}

/** A page's rights are fixed when it is loaded; it is loaded again when the evaluation takes in another data folder. */
function keepShowing(panel: WebviewPanel, id: DeclarationId, parts: PanelParts): Disposable {
  let shown: string | undefined;
  const show = () => {
    const folders = pictureFolders(id, parts);
    if (folders.join('\n') === shown) return;
    shown = folders.join('\n');
    const { extensionUri } = parts.context;
    showPage(panel, { extensionUri, name: 'matrix', title: `Matrix of ${id.name}`, pictureFolders: folders });
  };
  show();
  return changesOf(parts.evaluations.onDidChange, (changed) => keyOf(changed) === keyOf(id))(show);
}

function pictureFolders(id: DeclarationId, { places, evaluations }: PanelParts): readonly string[] {
  const sources = evaluations.state(id)?.evaluation.on ?? [];
  const folder = places.workspaceOf(id.uri);
  const data = sources.flatMap((source) => (source.kind === 'data' ? [path.join(folder, source.data.path)] : []));
  return [places.storeOf(id.uri), ...data];
}

function watchedMatrix(
  panel: WebviewPanel,
  id: DeclarationId,
  { evaluations, plans, trust }: PanelParts,
): Watched<MatrixSnapshot> {
  const file = new FileOfPanel(panel, id, plans);
  const snapshot = () => {
    const state = evaluations.state(id);
    const standing = { isTrusted: trust.isTrusted(), plan: plans.latest(id.uri), isUnreadable: file.isUnreadable };
    const availability = availabilityOf('evaluate', id, { ...standing, wasSeen: state !== undefined });
    return matrixSnapshot({ id, state, availability });
  };
  const onDidChange = anyOf(
    changesOf(evaluations.onDidChange, (changed) => keyOf(changed) === keyOf(id)),
    changesOf(plans.onDidChange, ({ uri }) => uri === id.uri),
    trust.onDidGrant,
    file.onDidChange,
  );
  return { snapshot, onDidChange };
}

function matrixHandlers(
  panel: WebviewPanel,
  id: DeclarationId,
  { evaluations, actions, plans }: PanelParts,
  watched: Watched<MatrixSnapshot>,
  ended: AbortSignal,
): Handlers<MatrixCalls> {
  const report = () => evaluations.state(id)?.report;
  const imageOf = ({ source, image }: MatrixImageId): JudgedImage | undefined =>
    report()?.sources[source]?.images[image];
  const reveal = (span: SourceSpan) => actions.reveal(id.uri, plans.latest(id.uri)?.plan.file ?? span.file, span);
  return {
    watch: (_, { signal, report }) => watchSnapshots(watched, { signal: AbortSignal.any([signal, ended]), report }),
    // A run may take minutes and tells of itself in the snapshots; the click is answered at once.
    evaluate: quietly(() => void actions.evaluate(id)),
    cancel: quietly(() => actions.cancel(id)),
    cellImages: async (cell) => {
      const last = report();
      return last ? cellImages(last, cell, addressesOf(panel.webview)) : [];
    },
    revealImage: quietly(async (image) => {
      const judged = imageOf(image);
      if (judged?.origin) await reveal(judged.origin.source);
      else if (judged) await actions.openPicture(judged.file);
    }),
    openImage: quietly(async (image) => {
      const judged = imageOf(image);
      if (judged) await actions.openPicture(judged.file);
    }),
    revealStatement: quietly(async ({ statement }) => {
      const span = report()?.statements[statement]?.span;
      if (span) await reveal(span);
    }),
    trustWorkspace: quietly(() => commands.executeCommand('workbench.trust.manage')),
    showLog: quietly(() => commands.executeCommand('vlprompt.showLog')),
  };
}
