/**
 * @file croissant.json: MLCommons Croissant 1.1 with its RAI vocabulary 1.0 and PROV-O, as canonical JSON-LD.
 * https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
 */
import type { Column, ColumnKind } from '../column-schema.ts';
import type { ExportFormat } from '../export-format.ts';
import type { ExportSet } from '../export-set.ts';
import type { FinishedFile } from '../finished-files.ts';
import type { PreparedSet } from '../prepared-set.ts';
import type { ExportRecord } from './export-record.ts';

/** The context of the specification's appendix, with the prefixes of RAI and PROV-O. */
const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  prov: 'http://www.w3.org/ns/prov#',
  rai: 'http://mlcommons.org/croissant/RAI/',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
};

/** Above, a list of files would be longer than it is useful; `checksums.txt` has them all. */
const MOST_FILES = 1000;

const dataTypes: { readonly [K in ColumnKind]: string } = {
  text: 'sc:Text',
  integer: 'sc:Integer',
  real: 'sc:Float',
  truth: 'sc:Boolean',
};

/** @param written files whose digests are told, sorted by path */
export function croissantText(
  { set, splits, columns }: PreparedSet,
  format: ExportFormat,
  record: ExportRecord,
  written: readonly FinishedFile[],
): string {
  const { about } = set;
  const document = {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    name: set.name,
    description: about.description,
    version: set.version,
    license: set.licence,
    url: about.url,
    creator: { '@type': 'sc:Organization', name: about.creator },
    datePublished: about.published,
    keywords: ['synthetic', 'image classification', ...set.classes],
    isLiveDataset: false,
    ...provenanceOf(set, record),
    ...responsibleUse(set),
    distribution: [...fileObjects(written), ...fileSets(format)],
    recordSet: [
      classSet(set),
      splitSet(splits.map(({ name }) => name)),
      ...imageSet(format),
      ...rowSet(format, columns),
    ],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function provenanceOf({ about }: ExportSet, record: ExportRecord) {
  const { models, recipes, reviewers, data = [] } = about.provenance;
  const agent = { '@type': ['prov:Agent', 'prov:SoftwareAgent'], name: `VLPrompt ${record.tool}` };
  return {
    'prov:wasGeneratedBy': {
      '@type': 'prov:Activity',
      name: 'Drawing and review of synthetic images',
      'prov:wasAssociatedWith': [agent, ...reviewers.map((name) => ({ '@type': ['prov:Agent', 'prov:Person'], name }))],
      'prov:used': [
        ...models.map((model) => ({
          '@type': 'prov:Entity',
          name: model.name,
          license: model.licence,
          sha256: model.digest,
        })),
        ...recipes.map((name) => ({ '@type': 'prov:Entity', name })),
        ...data.map(({ name, licence }) => ({ '@type': 'prov:Entity', name, license: licence })),
      ],
    },
    'prov:wasAttributedTo': [{ '@type': ['prov:Agent', 'prov:Organization'], name: about.creator }],
    ...(recipes.length > 0 && { 'prov:wasDerivedFrom': recipes.map((name) => ({ '@type': 'prov:Entity', name })) }),
  };
}

/** What nobody said is left out; that the images are drawn is known. */
function responsibleUse({ about }: ExportSet) {
  const said = Object.entries(about.responsible).filter(([, text]) => text !== undefined);
  const { models, reviewers } = about.provenance;
  return {
    'rai:dataCollectionType': ['Synthetic'],
    'rai:dataAnnotationPlatform': ['VLPrompt'],
    ...(models.length > 0 && { 'rai:machineAnnotationTools': models.map(({ name }) => name) }),
    ...(reviewers.length > 0 && { 'rai:annotationsPerItem': `by up to ${reviewers.length} reviewers` }),
    ...Object.fromEntries(said.map(([name, text]) => [`rai:${name}`, text])),
  };
}

/** Images have their digests in checksums.txt. */
const picture = /\.(png|jpg|webp)$/;

const encodings: { readonly [extension: string]: string } = {
  json: 'application/json',
  jsonl: 'application/jsonlines',
  csv: 'text/csv',
  tar: 'application/x-tar',
  zip: 'application/zip',
  parquet: 'application/x-parquet',
};

function fileObjects(written: readonly FinishedFile[]) {
  const files = written.filter(({ path }) => !picture.test(path) && encodings[extensionOf(path)] !== undefined);
  return files.slice(0, MOST_FILES).map(({ path, sha256, bytes }) => ({
    '@type': 'cr:FileObject',
    '@id': path,
    name: path,
    contentUrl: path,
    contentSize: `${bytes} B`,
    encodingFormat: encodings[extensionOf(path)],
    sha256,
  }));
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function fileSets({ images, rows }: ExportFormat) {
  const fileSet = (id: string, { includes, encodingFormat }: { includes: string; encodingFormat: string }) => {
    return { '@type': 'cr:FileSet', '@id': id, name: id, encodingFormat, includes };
  };
  return [fileSet('image-files', images), ...(rows ? [fileSet('rows', rows)] : [])];
}

function classSet({ classes }: ExportSet) {
  return {
    '@type': 'cr:RecordSet',
    '@id': 'classes',
    name: 'classes',
    dataType: 'sc:Enumeration',
    key: { '@id': 'classes/name' },
    field: [
      { '@type': 'cr:Field', '@id': 'classes/number', name: 'number', dataType: 'sc:Integer' },
      { '@type': 'cr:Field', '@id': 'classes/name', name: 'name', dataType: 'sc:Text' },
    ],
    data: classes.map((name, number) => ({ 'classes/number': number, 'classes/name': name })),
  };
}

const splitTypes: { readonly [name: string]: string } = {
  train: 'cr:TrainingSplit',
  training: 'cr:TrainingSplit',
  val: 'cr:ValidationSplit',
  valid: 'cr:ValidationSplit',
  validation: 'cr:ValidationSplit',
  dev: 'cr:ValidationSplit',
  test: 'cr:TestSplit',
  testing: 'cr:TestSplit',
  eval: 'cr:TestSplit',
  evaluation: 'cr:TestSplit',
};

/** A split whose name says nothing has no type. */
function splitSet(names: readonly string[]) {
  return {
    '@type': 'cr:RecordSet',
    '@id': 'splits',
    name: 'splits',
    dataType: 'cr:Split',
    key: { '@id': 'splits/name' },
    field: [
      { '@type': 'cr:Field', '@id': 'splits/name', name: 'name', dataType: 'sc:Text' },
      { '@type': 'cr:Field', '@id': 'splits/url', name: 'url', dataType: 'sc:URL' },
    ],
    data: names.map((name) => ({ 'splits/name': name, 'splits/url': splitTypes[name.toLowerCase()] ?? null })),
  };
}

/** Where images are files. */
function imageSet({ images }: ExportFormat) {
  if (!images.encodingFormat.startsWith('image/')) return [];
  const fieldOf = (name: string, dataType: string, fileProperty: string) => ({
    '@type': 'cr:Field',
    '@id': `images/${name}`,
    name,
    dataType,
    source: { fileSet: { '@id': 'image-files' }, extract: { fileProperty } },
  });
  const field = [fieldOf('content', 'sc:ImageObject', 'content'), fieldOf('path', 'sc:Text', 'fullpath')];
  return [{ '@type': 'cr:RecordSet', '@id': 'images', name: 'images', key: { '@id': 'images/path' }, field }];
}

/** Where images are structs of bytes and path. */
const imageColumn = {
  '@type': 'cr:Field',
  '@id': 'records/image',
  name: 'image',
  dataType: 'sc:ImageObject',
  source: { fileSet: { '@id': 'rows' }, extract: { column: 'image' }, transform: { jsonPath: 'bytes' } },
};

function rowSet({ rows }: ExportFormat, columns: readonly Column[]) {
  if (rows === undefined) return [];
  const fieldOf = (name: string, dataType: unknown, reference?: string) => ({
    '@type': 'cr:Field',
    '@id': `records/${name}`,
    name,
    dataType,
    source: { fileSet: { '@id': 'rows' }, extract: { column: name } },
    ...(reference !== undefined && { references: { field: { '@id': reference } } }),
  });
  const own: { readonly [name: string]: object } = {
    label: rows.holdsImages
      ? fieldOf('label', ['sc:Integer', 'cr:Label'], 'classes/number')
      : fieldOf('label', ['sc:Text', 'cr:Label'], 'classes/name'),
    split: fieldOf('split', 'sc:Text', 'splits/name'),
  };
  const field = [
    ...(rows.holdsImages ? [imageColumn] : []),
    ...rows.fields.map((name) => own[name] ?? fieldOf(name, 'sc:Text')),
    ...columns.map(({ name, kind }) => fieldOf(name, dataTypes[kind])),
  ];
  return [{ '@type': 'cr:RecordSet', '@id': 'records', name: 'records', key: { '@id': 'records/id' }, field }];
}
