/** @file The tabs that show how an evaluation's classes are told apart. */
import path from 'node:path';
import type { WebviewPanel } from 'vscode';
import type { Disposable } from 'vscode-jsonrpc';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import type { MatrixCalls, MatrixSnapshot } from '../../../protocol/webviews/matrix.ts';
import { keyOf } from '../../boards/board.ts';
import { viewTypes } from '../../commands/command-table.ts';
import { baseName } from '../addresses.ts';
import { availabilityOf } from '../availability.ts';
import { servePages } from '../page-connection.ts';
import { changesOf, FileOfPanel, type PanelParts } from '../panel-parts.ts';
import { PanelShelf } from '../panel-shelf.ts';
import { anyOf, type Watched } from '../watch-snapshots.ts';
import { addressesOf, portOf, showPage } from '../web-panel.ts';
import { MatrixAnalyses } from './matrix-analyses.ts';
import { Baselines } from './matrix-baseline.ts';
import { type MatrixParts, matrixHandlers } from './matrix-handlers.ts';
import { matrixSnapshot } from './matrix-snapshot.ts';

export function matrixPanels(parts: PanelParts): PanelShelf {
  return new PanelShelf(parts.context, {
    viewType: viewTypes.matrix,
    icon: 'matrix',
    titleOf: ({ uri, name }) => `${name} · ${baseName(uri)}`,
    furnish: (panel, id) => furnish(panel, id, parts),
  });
}

function furnish(panel: WebviewPanel, id: DeclarationId, parts: PanelParts): void {
  const analyses = new MatrixAnalyses(() => parts.engineOf(id.uri, 'run'));
  const { runs, places, onError } = parts;
  const baselines = new Baselines({ runs, folder: places.workspaceOf(id.uri), onError });
  const watched = watchedMatrix(panel, { id, parts, analyses, baselines });
  const addressOf = addressesOf(panel.webview);
  const matrix: MatrixParts = { id, parts, watched, analyses, addressOf };
  const pages = servePages<MatrixCalls>(portOf(panel.webview), (ended) => matrixHandlers(matrix, ended));
  const showing = keepShowing(panel, id, parts);
  panel.onDidDispose(() => {
    for (const part of [pages, showing, analyses, baselines]) part.dispose();
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
  { id, parts, analyses, baselines }: Omit<MatrixParts, 'watched' | 'addressOf'> & { readonly baselines: Baselines },
): Watched<MatrixSnapshot> {
  const { evaluations, plans, trust } = parts;
  const file = new FileOfPanel(panel, id, plans);
  const snapshot = () => {
    const state = evaluations.state(id);
    const standing = { isTrusted: trust.isTrusted(), plan: plans.latest(id.uri), isUnreadable: file.isUnreadable };
    const availability = availabilityOf('evaluate', id, { ...standing, wasSeen: state !== undefined });
    const baseline = trust.isTrusted() ? baselines.of(state?.report) : undefined;
    const shown = { id, state, availability, analyses: analyses.states(state?.report) };
    return matrixSnapshot(baseline ? { ...shown, baseline } : shown);
  };
  const onDidChange = anyOf(
    changesOf(evaluations.onDidChange, (changed) => keyOf(changed) === keyOf(id)),
    changesOf(plans.onDidChange, ({ uri }) => uri === id.uri),
    trust.onDidGrant,
    file.onDidChange,
    analyses.onDidChange,
    baselines.onDidChange,
  );
  return { snapshot, onDidChange };
}
