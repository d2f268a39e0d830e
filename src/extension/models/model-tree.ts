/** @file The models as a tree: those that are here by what they do, then those of the catalogue. */
import { available, type CatalogueEntry, specOf } from '../../protocol/catalogue.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { DownloadProgress, InstalledModel } from '../../protocol/models.ts';
import { sentenceOf } from '../failures.ts';
import type { LibraryState } from './model-library.ts';

export type ModelNode = GroupNode | InstalledNode | AvailableNode | NoticeNode;

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

export interface AvailableNode {
  readonly kind: 'available';
  readonly entry: CatalogueEntry;
  readonly progress?: DownloadProgress;
}

/** A sentence in place of models. */
export interface NoticeNode {
  readonly kind: 'notice';
  readonly text: string;
  readonly icon: 'lock' | 'warning' | 'loading~spin';
  /** What a click does. */
  readonly command?: string;
}

/** Empty when there is nothing to show: then the view welcomes. */
export function modelTree(state: LibraryState, isTrusted: boolean): readonly ModelNode[] {
  const notice = noticeOf(state, isTrusted);
  const installed = notice ? [notice] : installedGroups(state);
  const offered = available(state.catalogue, state.installed ?? []).map((entry) => offeredNode(entry, state));
  return [group('Installed', installed), group('Available', offered)].filter(({ children }) => children.length > 0);
}

function noticeOf({ installed, isLooking, problem }: LibraryState, isTrusted: boolean): NoticeNode | undefined {
  if (!isTrusted) {
    const text = 'Trust this workspace to see, download and remove models.';
    return { kind: 'notice', text, icon: 'lock', command: 'workbench.trust.manage' };
  }
  if (problem !== undefined)
    return { kind: 'notice', text: sentenceOf(problem), icon: 'warning', command: 'vlprompt.models.refresh' };
  if (installed === undefined && isLooking)
    return { kind: 'notice', text: 'Looking for models …', icon: 'loading~spin' };
  return undefined;
}

function installedGroups({ installed = [], transfers, damaged }: LibraryState): readonly GroupNode[] {
  const nodes = installed.map((model): InstalledNode => {
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
  const progress = transfers.get(modelName(specOf(entry)));
  return { kind: 'available', entry, ...(progress && { progress }) };
}

function group(label: string, children: readonly ModelNode[]): GroupNode {
  return { kind: 'group', label, children };
}
