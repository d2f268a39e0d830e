/** @file CVAT for images 1.1: tags of `annotations.xml`, which is looked through for what is written there, no more. */
import { tablesOf } from './dataset-tables.ts';
import type { ImportedSample } from './imported-sample.ts';
import { ZipMembers } from './zip-members.ts';

/** @param root absolute; a folder with archives, or one of them */
export async function* readCvat(root: string): AsyncIterable<ImportedSample> {
  for (const archive of await tablesOf(root, /\.zip$/)) yield* samplesOf(archive);
}

async function* samplesOf(archive: string): AsyncIterable<ImportedSample> {
  const members = await ZipMembers.open(archive);
  try {
    const text = Buffer.from(await members.read('annotations.xml')).toString('utf8');
    for (const { head, inner } of imagesIn(text)) {
      const name = attribute(head, 'name') ?? '';
      const bytes = await members.read(`images/${name}`);
      const [tag, ...others] = [...inner.matchAll(/<tag ([^<>]*)>/g)].map(([, tagHead = '']) =>
        attribute(tagHead, 'label'),
      );
      yield {
        image: { kind: 'bytes', bytes, name: `${archive}/${name}` },
        label: others.length === 0 ? (tag ?? null) : null,
        split: attribute(head, 'subset'),
        columns: columnsIn(inner),
      };
    }
  } finally {
    await members.close();
  }
}

/** Each piece is looked through once: what never ends would be looked through from each of its beginnings. */
function* imagesIn(text: string): Iterable<{ readonly head: string; readonly inner: string }> {
  for (const piece of text.split('</image>').slice(0, -1)) {
    const [, head, inner = ''] = /<image ([^<>]*)>([\s\S]*)$/.exec(piece) ?? [];
    if (head !== undefined) yield { head, inner };
  }
}

function columnsIn(inner: string): Readonly<Record<string, string>> {
  const found = inner.matchAll(/<attribute name="([^"]*)">([^<]*)<\/attribute>/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [unescaped(name), unescaped(value)]));
}

function attribute(head: string, name: string): string | null {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(head)?.[1];
  return value === undefined ? null : unescaped(value);
}

const entities: ReadonlyMap<string, string> = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }),
);

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|([a-z]+));/g, (whole, code: string | undefined, name: string | undefined) => {
    if (code === undefined) return entities.get(name ?? '') ?? whole;
    return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : whole;
  });
}
