/** @file Which tool made a picture, and what it wrote about it. Tried one after the other, as tools imitate each other. */
import { pictureRecordKeyword } from '../../../protocol/picture-record.ts';
import type { GenerationRecord } from '../generation-record.ts';
import type { ImageMetadata } from '../metadata/image-metadata.ts';
import { readComfy } from './comfy/comfy.ts';
import { readInfotext } from './infotext.ts';
import { readDream, readInvoke, readOldInvoke } from './invoke.ts';
import { readOwn } from './own.ts';
import { readSwarm } from './swarm.ts';

interface Reader {
  /** Of the text; EXIF has its own names. */
  readonly keywords: readonly string[];
  readonly read: (text: string) => GenerationRecord | undefined;
}

/** A text under `parameters` may hold SwarmUI's JSON, and A1111's settings are also written by others for its sake. */
const readers: readonly Reader[] = [
  // Before the text that is beside it for other tools.
  { keywords: [pictureRecordKeyword], read: readOwn },
  { keywords: ['parameters', 'UserComment'], read: readSwarm },
  { keywords: ['parameters', 'UserComment'], read: readInfotext },
  { keywords: ['invokeai_metadata'], read: readInvoke },
  { keywords: ['sd-metadata'], read: readOldInvoke },
  { keywords: ['Dream'], read: readDream },
  { keywords: ['prompt'], read: readComfy },
  { keywords: ['UserComment', 'parameters'], read: readComfy },
  // ComfyUI puts its graphs into EXIF with their names before them.
  { keywords: ['Model', 'Make', 'ImageDescription'], read: (text) => readComfy(afterName(text)) },
];

/** Undefined when no text of the picture is of a kind that is known. */
export function readRecord(metadata: ImageMetadata): GenerationRecord | undefined {
  for (const { keywords, read } of readers) {
    for (const { text } of metadata.texts.filter(({ keyword }) => keywords.includes(keyword))) {
      const record = read(text);
      if (record) return withPicture(record, metadata);
    }
  }
  return undefined;
}

/** What the picture itself says where its text is silent, and what was wrong with the file. */
function withPicture(record: GenerationRecord, { size, notes }: ImageMetadata): GenerationRecord {
  return { ...(size && { size }), ...record, notes: [...notes, ...record.notes] };
}

function afterName(text: string): string {
  const [name] = /^prompt:/i.exec(text) ?? [];
  return name === undefined ? '' : text.slice(name.length);
}

/** Tools that are told by what they write, and whose texts are not read. */
const strangers: readonly { readonly tool: string; readonly keywords: readonly string[]; readonly sign?: RegExp }[] = [
  { tool: 'Easy Diffusion', keywords: ['negative_prompt', 'Negative Prompt'] },
  { tool: 'NovelAI', keywords: ['Software'], sign: /^NovelAI/ },
  { tool: 'Fooocus', keywords: ['fooocus_scheme'] },
  { tool: 'Draw Things', keywords: ['XML:com.adobe.xmp'], sign: /Draw Things/ },
  { tool: 'ComfyUI, without the graph that ran,', keywords: ['workflow'] },
];

/** The name of a tool whose pictures are known but not read. */
export function strangerOf({ texts }: ImageMetadata): string | undefined {
  return strangers.find(({ keywords, sign }) =>
    texts.some(({ keyword, text }) => keywords.includes(keyword) && (sign?.test(text.slice(0, 100_000)) ?? true)),
  )?.tool;
}
