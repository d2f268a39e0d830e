/** @file What a row of the model view says: label, description, tooltip, icon, and what a screen reader reads. */
import { specOf } from '../../protocol/catalogue.ts';
import { modelName } from '../../protocol/model-name.ts';
import type { DownloadProgress, InstalledModel } from '../../protocol/models.ts';
import { counted, sized } from '../../protocol/texts/figures.ts';
import type { AvailableNode, ComingNode, GroupNode, InstalledNode, ModelNode, NoticeNode } from './model-tree.ts';

export interface ModelItem {
  /** The same for the same row when the tree is built anew. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Markdown; what comes from files is escaped. */
  readonly tooltip?: string;
  /** A codicon. */
  readonly icon?: string;
  readonly isWarning?: boolean;
  /** What menus are asked for by; see `package.json`. */
  readonly context: string;
  readonly accessibleName: string;
  readonly isGroup: boolean;
  readonly command?: string;
}

type Items = { readonly [K in ModelNode['kind']]: (node: Extract<ModelNode, { kind: K }>) => ModelItem };

const items: Items = {
  group: groupItem,
  installed: installedItem,
  coming: comingItem,
  available: availableItem,
  notice: noticeItem,
};

export function modelItem(node: ModelNode): ModelItem {
  // The table is keyed by the very kind it is read with, which the compiler cannot follow through a union.
  return (items[node.kind] as (node: ModelNode) => ModelItem)(node);
}

function groupItem({ label, children }: GroupNode): ModelItem {
  const isInner = children[0]?.kind === 'group' || children[0]?.kind === 'notice';
  const accessibleName = isInner ? label : `${label}, ${counted(children.length, 'model')}`;
  return { id: `group:${label}`, label, context: 'group', accessibleName, isGroup: true };
}

const roleIcons: { readonly [R in NonNullable<InstalledModel['role']>]: string } = {
  painter: 'symbol-color',
  judge: 'eye',
};

function installedItem({ model, progress, damaged }: InstalledNode): ModelItem {
  const { spec, place, role, family, precisions, bytes, provider, licence, problem } = model;
  const name = modelName(spec);
  const trouble = problem ?? (damaged === undefined ? undefined : damagedSentence(damaged));
  const facts = [sized(bytes), precisions.join(', '), provider, licence].filter(isSaid);
  const icon = role === undefined ? 'warning' : roleIcons[role];
  return {
    id: `installed:${name}`,
    label: shortName(name),
    description: progress ? progressText(progress) : facts.join(' · '),
    tooltip: installedTooltip(model, trouble),
    icon: progress ? 'loading~spin' : trouble === undefined ? icon : 'warning',
    isWarning: !progress && trouble !== undefined,
    context: `installed.${place}${trouble === undefined ? '' : '.broken'}`,
    accessibleName: [name, role, family, ...facts, trouble].filter(isSaid).join(', '),
    isGroup: false,
  };
}

function comingItem({ name, progress }: ComingNode): ModelItem {
  const description = progressText(progress);
  return {
    id: `coming:${name}`,
    label: shortName(name),
    description,
    icon: 'loading~spin',
    context: 'coming',
    accessibleName: `${name}, ${description}`,
    isGroup: false,
  };
}

function availableItem({ entry, progress }: AvailableNode): ModelItem {
  const { title, job, precisions, licence, repository } = entry;
  const sizes = precisions.map(({ precision, bytes }) => `${precision} ${sized(bytes)}`).join(', ');
  const smallest = precisions.at(-1);
  const least = smallest && `${precisions.length > 1 ? 'from ' : ''}${sized(smallest.bytes)}`;
  return {
    id: `available:${repository}`,
    label: title,
    description: progress
      ? progressText(progress)
      : [least, job, licence.spdx ?? licence.name].filter(isSaid).join(' · '),
    tooltip: availableTooltip(entry, sizes),
    icon: progress ? 'loading~spin' : 'cloud',
    context: 'available',
    accessibleName: `${title}, ${job}, to download: ${sizes}, licence ${licence.name}`,
    isGroup: false,
  };
}

function noticeItem({ text, detail = text, icon, command }: NoticeNode): ModelItem {
  return {
    id: `notice:${icon}`,
    label: text,
    tooltip: escaped(detail),
    icon,
    isWarning: icon === 'warning',
    context: 'notice',
    accessibleName: detail === text ? text : `${text}: ${detail}`,
    isGroup: false,
    ...(command !== undefined && { command }),
  };
}

/** `43% of 2.1 GB`, `Verifying 12% of 2.1 GB`. */
export function progressText({ stage, bytes, totalBytes }: DownloadProgress): string {
  if (stage === 'resolving' || totalBytes === 0) return 'Asking the hub …';
  const share = `${Math.floor((bytes / totalBytes) * 100)}% of ${sized(totalBytes)}`;
  return stage === 'verifying' ? `Verifying ${share}` : share;
}

function installedTooltip(model: InstalledModel, trouble: string | undefined): string {
  const { spec, family, role, precisions, bytes, provider, licence, commit, folder } = model;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Size', sized(bytes)],
    ['Precision', precisions.join(', ')],
    ['Runs on', provider],
    ['Licence', licence],
    ['Commit', commit],
    ['Folder', folder],
  ];
  const head = [family, role].filter(isSaid).join(', ');
  return paragraphs(
    `**${escaped(modelName(spec))}**${head === '' ? '' : ` — ${escaped(head)}`}`,
    trouble && `$(warning) ${escaped(trouble)}`,
    list(rows),
  );
}

function availableTooltip(
  { title, about, family, licence, source, gated, ...entry }: AvailableNode['entry'],
  sizes: string,
) {
  const name = modelName(specOf({ title, about, family, licence, source, gated, ...entry }));
  return paragraphs(
    `**${escaped(title)}** — ${escaped(family)}`,
    escaped(about),
    gated ? '$(lock) Its licence has to be accepted on its page, and a token set.' : undefined,
    list([
      ['Name', name],
      ['To download', sizes],
    ]),
    `Licence: [${escaped(licence.name)}](${licence.url})`,
    escaped(source),
  );
}

function list(rows: readonly (readonly [string, string | undefined])[]): string {
  return rows.flatMap(([name, value]) => (isSaid(value) ? [`- ${name}: ${escaped(value)}`] : [])).join('\n');
}

function paragraphs(...texts: readonly (string | undefined)[]): string {
  return texts.filter(isSaid).join('\n\n');
}

/** Names and sentences come from files: none of their characters may be Markdown, or a codicon. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+\-.!|~$&]/g, '\\$&').replace(/\s+/g, ' ');
}

function damagedSentence(damaged: number): string {
  return `${counted(damaged, 'file')} missing or damaged: download it again.`;
}

/** The view is narrow: of commits the beginning tells enough, of paths the end. The tooltip has the whole. */
function shortName(name: string): string {
  const isElsewhere = /^(\/|[A-Za-z]:)/.test(name);
  if (isElsewhere) return name.split('/').slice(-2).join('/');
  return name.replace(/^hf:/, '').replace(/@([0-9a-f]{8})[0-9a-f]{32}$/, '@$1');
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
