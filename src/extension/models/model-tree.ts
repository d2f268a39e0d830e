/** @file The models as a tree: those that are here by what they do, then those of the catalogue. */
import { available, type CatalogueEntry, specOf, withLicence } from '../../protocol/catalogue.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { DownloadProgress, InstalledModel } from '../../protocol/models.ts';
import { sentenceOf } from '../failures.ts';
import type { LibraryState } from './model-library.ts';

export type ModelNode = GroupNode | InstalledNode | ComingNode | AvailableNode | NoticeNode;

export interface GroupNode {
  readonly kind: 'group';
  readonly label: string;
  readonly children: readonly ModelNode[];
}

export interface InstalledNode {
  readonly kind: 'installed';
  readonly model: InstalledModel;
  /** Of a download or a check that is under way. */
  readonly progress?: DownloadProgress;
  /** How many of its files the last check found damaged. */
  readonly damaged?: number;
}

/** Of the hub, known from neither side yet. */
export interface ComingNode {
  readonly kind: 'coming';
  readonly name: string;
  readonly progress: DownloadProgress;
}

export interface AvailableNode {
  readonly kind: 'available';
  readonly entry: CatalogueEntry;
  readonly progress?: DownloadProgress;
}

/** A few words in place of models. */
export interface NoticeNode {
  readonly kind: 'notice';
  readonly text: string;
  /** A sentence; the text itself when absent. */
  readonly detail?: string;
  readonly icon: 'lock' | 'warning' | 'loading~spin';
  /** What a click does. */
  readonly command?: string;
}

/** Empty when there is nothing to show: then the view welcomes. */
export function modelTree(state: LibraryState, isTrusted: boolean): readonly ModelNode[] {
  const notice = noticeOf(state, isTrusted);
  const installed = notice ? [notice] : installedGroups(state);
  const offered = available(state.catalogue, state.installed ?? []).map((entry) => offeredNode(entry, state));
  const known = [...(state.installed ?? []).map(({ spec }) => modelName(spec)), ...state.catalogue.map(nameOf)];
  const strangers = [...state.transfers].filter(([name]) => !known.includes(name));
  const coming = strangers.map(([name, progress]): ComingNode => ({ kind: 'coming', name, progress }));
  return [group('Installed', installed), group('Downloading', coming), group('Available', offered)].filter(
    ({ children }) => children.length > 0,
  );
}

function noticeOf({ installed, isLooking, problem }: LibraryState, isTrusted: boolean): NoticeNode | undefined {
  if (!isTrusted) {
    const text = 'Trust this workspace first';
    const detail = 'Models are listed, downloaded and removed in workspaces that you trust.';
    return { kind: 'notice', text, detail, icon: 'lock', command: 'workbench.trust.manage' };
  }
  if (problem !== undefined)
    return { kind: 'notice', text: sentenceOf(problem), icon: 'warning', command: 'vlprompt.models.refresh' };
  if (installed === undefined && isLooking)
    return { kind: 'notice', text: 'Looking for models …', icon: 'loading~spin' };
  return undefined;
}

function installedGroups({ catalogue, installed = [], transfers, damaged }: LibraryState): readonly GroupNode[] {
  const nodes = installed.map((found): InstalledNode => {
    const model = withLicence(catalogue, found);
    const name = modelName(model.spec);
    const [progress, broken] = [transfers.get(name), damaged.get(name)];
    return { kind: 'installed', model, ...(progress && { progress }), ...(broken && { damaged: broken }) };
  });
  const of = (role: InstalledModel['role']) => nodes.filter(({ model }) => model.role === role);
  return [group('Painters', of('painter')), group('Judges', of('judge')), group('Not Usable', of(undefined))].filter(
    ({ children }) => children.length > 0,
  );
}

function offeredNode(entry: CatalogueEntry, { transfers }: LibraryState): AvailableNode {
  const progress = transfers.get(nameOf(entry));
  return { kind: 'available', entry, ...(progress && { progress }) };
}

function nameOf(entry: CatalogueEntry): string {
  return modelName(specOf(entry));
}

function group(label: string, children: readonly ModelNode[]): GroupNode {
  return { kind: 'group', label, children };
}
