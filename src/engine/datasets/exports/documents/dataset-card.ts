/**
 * @file README.md: the metadata that the Hub reads, and what was counted, for people. Nothing is claimed that is not in
 * the set. https://huggingface.co/docs/hub/datasets-cards
 */
import type { ExportFormat } from '../export-format.ts';
import type { ResponsibleUse } from '../export-set.ts';
import { cardFeaturesOf } from '../features.ts';
import type { FinishedFile } from '../finished-files.ts';
import type { PreparedSet } from '../prepared-set.ts';
import type { ExportRecord } from './export-record.ts';
import { type YamlValue, yamlText } from './yaml-text.ts';

/** Identifiers of the Hub for SPDX identifiers differ in case alone; it knows no others than these and `other`. */
const hubLicences = new Set([
  'apache-2.0',
  'mit',
  'cc0-1.0',
  'cc-by-4.0',
  'cc-by-sa-4.0',
  'cc-by-nc-4.0',
  'cc-by-nc-sa-4.0',
  'cc-by-nd-4.0',
  'cc-by-nc-nd-4.0',
  'odbl',
  'odc-by',
  'pddl',
  'openrail',
  'creativeml-openrail-m',
  'unlicense',
  'bsd-3-clause',
  'gpl-3.0',
]);

/** From the smallest: below so many images. */
const sizes: readonly (readonly [number, string])[] = [
  [1e3, 'n<1K'],
  [1e4, '1K<n<10K'],
  [1e5, '10K<n<100K'],
  [1e6, '100K<n<1M'],
  [1e7, '1M<n<10M'],
  [1e8, '10M<n<100M'],
];

export function datasetCard(
  prepared: PreparedSet,
  format: ExportFormat,
  record: ExportRecord,
  written: readonly FinishedFile[],
): string {
  return `---\n${yamlText(metadata(prepared, format, record, written))}---\n\n${body(prepared, format, record)}`;
}

function metadata(
  prepared: PreparedSet,
  format: ExportFormat,
  record: ExportRecord,
  written: readonly FinishedFile[],
): { readonly [name: string]: YamlValue } {
  const { set } = prepared;
  return {
    pretty_name: set.name,
    ...licenceOf(set.licence),
    tags: ['synthetic', 'image'],
    annotations_creators: [
      'machine-generated',
      ...(set.about.provenance.reviewers.length > 0 ? ['expert-generated'] : []),
    ],
    size_categories: [sizes.find(([below]) => record.images < below)?.[1] ?? '100M<n<1B'],
    task_categories: ['image-classification'],
    task_ids: [set.classes.length > 2 ? 'multi-class-image-classification' : 'binary-class-image-classification'],
    ...configsOf(prepared, format),
    ...(format.declaresFeatures && { dataset_info: infoOf(prepared, written) }),
  };
}

function licenceOf(licence: string): { readonly [name: string]: YamlValue } {
  const known = licence.toLowerCase();
  return hubLicences.has(known) ? { license: known } : { license: 'other', license_name: licence };
}

/** Splits by name: without it the Hub looks for words such as `test` in every path, those of classes included. */
function configsOf({ splits }: PreparedSet, { dataFiles }: ExportFormat): { readonly [name: string]: YamlValue } {
  if (dataFiles === undefined) return {};
  const files = splits.map(({ name }) => ({ split: name, path: dataFiles(name) }));
  return { configs: [{ config_name: 'default', data_files: files }] };
}

function infoOf(prepared: PreparedSet, written: readonly FinishedFile[]): YamlValue {
  const splits = prepared.splits.map(({ name, samples }) => ({
    name,
    num_bytes: samples.reduce((sum, { header }) => sum + header.bytes, 0),
    num_examples: samples.length,
  }));
  const download = written.reduce((sum, { bytes }) => sum + bytes, 0);
  const size = splits.reduce((sum, split) => sum + split.num_bytes, 0);
  return { features: cardFeaturesOf(prepared) as YamlValue, splits, download_size: download, dataset_size: size };
}

function body({ set, splits, columns }: PreparedSet, { title }: ExportFormat, record: ExportRecord): string {
  const { about } = set;
  const names = splits.map(({ name }) => name);
  const rows = set.classes.map((label) => [label, ...names.map((name) => String(record.counts[name]?.[label] ?? 0))]);
  const parts = [
    `# ${inline(set.name)}`,
    inline(about.description),
    `Version ${inline(set.version)}, published ${inline(about.published)} by ${inline(about.creator)}; licence: ${inline(set.licence)}. ` +
      `${record.images} images, as ${title}, written by VLPrompt ${inline(record.tool)}.`,
    '## Images of each class',
    table(['class', ...names], rows),
    ...section(
      'Columns',
      columns.map(({ name, kind }) => `\`${name.replaceAll('`', "'").replaceAll(/\s+/g, ' ')}\`: ${kind}`),
    ),
    ...section('Models', about.provenance.models.map(modelText)),
    ...section('Recipes', about.provenance.recipes.map(inline)),
    ...section('Real images', (about.provenance.data ?? []).map(dataText)),
    ...section('Reviewers', about.provenance.reviewers.map(inline)),
    ...(about.query === undefined ? [] : ['## Chosen by', `    ${about.query.replaceAll(/\s+/g, ' ')}`]),
    ...section('How it was made, and what it is for', saidOf(about.responsible)),
    'Check that nothing has changed with `sha256sum --check checksums.txt`.',
  ];
  return `${parts.join('\n\n')}\n`;
}

const headings: { readonly [N in keyof ResponsibleUse]-?: string } = {
  dataCollection: 'Collection',
  dataAnnotationProtocol: 'Annotation',
  dataAnnotationAnalysis: 'Agreement',
  dataBiases: 'Biases',
  dataLimitations: 'Limits',
  dataUseCases: 'Uses',
  personalSensitiveInformation: 'Personal information',
  dataSocialImpact: 'Social impact',
  dataReleaseMaintenancePlan: 'Maintenance',
};

function saidOf(responsible: ResponsibleUse): readonly string[] {
  const all = Object.entries(headings).map(([name, heading]) => [heading, responsible[name as keyof ResponsibleUse]]);
  return all.flatMap(([heading, text]) => (text === undefined ? [] : [`${heading}: ${inline(text)}`]));
}

function modelText({ name, licence, digest }: { name: string; licence?: string; digest?: string }): string {
  return [inline(name), licence && `licence ${inline(licence)}`, digest && `sha256 ${inline(digest)}`]
    .filter(Boolean)
    .join(', ');
}

function dataText({ name, path, licence }: { name: string; path: string; licence?: string }): string {
  return [`${inline(name)}: ${inline(path)}`, ...(licence === undefined ? [] : [`licence ${inline(licence)}`])].join(
    ', ',
  );
}

function section(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`## ${title}`, items.map((item) => `- ${item}`).join('\n')];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inline).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** As text in one line: no markup of the name's own. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#~]/g, '\\$&');
}
