/** @file What differs between two releases, as one page: pictures that came, went, and are of another class or split. */
import type { ChangedImage, ReleaseDiff, ReleaseImage } from '../protocol/releases.ts';
import { changeWords } from '../protocol/texts/release-texts.ts';
import { type Album, createAlbum } from './album.ts';
import { type Html, html } from './html.ts';
import { factRow, framedPage } from './page-frame.ts';

/** Of one list; more are counted. */
const MOST_PICTURES = 300;

/** @param folders absolute paths of the workspace and of its store: pictures from elsewhere are left out */
export async function makeReleaseReport(diff: ReleaseDiff, folders: readonly string[]): Promise<string> {
  const { added, removed, relabelled, moved } = diff;
  const shown = [...some(relabelled), ...some(moved)].map(({ after }) => after);
  const files = [...shown, ...some(removed), ...some(added)].flatMap(({ file }) => file ?? []);
  const album = await createAlbum(files, folders);
  return framedPage(`${diff.name} ${diff.before}`, bodyOf(diff, album), album);
}

function some<Item>(items: readonly Item[]): readonly Item[] {
  return items.slice(0, MOST_PICTURES);
}

function bodyOf(diff: ReleaseDiff, album: Album): Html {
  const { name, before, after, counts, notes, added, removed, relabelled, moved } = diff;
  return html`<header>
<p class="eyebrow">VLPrompt releases of ${name}</p>
<h1>${before} → ${after ?? 'as it is now'}</h1>
${factRow([
  ['Change', changeWords[diff.change]],
  ['Added', counts.added],
  ['Removed', counts.removed],
  ['Relabelled', counts.relabelled],
  ['Moved', counts.moved],
  ['As they were', counts.same],
])}
${notes.map((note) => html`<p class="quiet">${note}</p>`)}
</header>
${diff.change === 'none' && html`<section><p>Nothing has changed.</p></section>`}
${changes('Relabelled', relabelled, (image) => [image.split, image.class], album)}
${changes('Moved to another split', moved, (image) => [image.class, image.split], album)}
<div class="sides">
${side('Removed', removed, album)}
${side('Added', added, album)}
</div>`;
}

function changes(
  title: string,
  pairs: readonly ChangedImage[],
  wordsOf: (image: ReleaseImage) => readonly [same: string, other: string],
  album: Album,
): Html | undefined {
  if (pairs.length === 0) return undefined;
  return html`<section>
<h2>${title} <small class="quiet">${pairs.length}</small></h2>
<div class="changes">
${some(pairs).map(
  ({ before, after }) => html`<figure>
${picture(after, album)}
<figcaption>${wordsOf(after)[0]}: <del>${wordsOf(before)[1]}</del> → <ins>${wordsOf(after)[1]}</ins></figcaption>
</figure>
`,
)}</div>
${more(pairs.length)}
</section>`;
}

/** Removed stands beside added, each by split and class. */
function side(title: string, images: readonly ReleaseImage[], album: Album): Html | undefined {
  if (images.length === 0) return undefined;
  return html`<section>
<h2>${title} <small class="quiet">${images.length}</small></h2>
${groupsOf(some(images)).map(
  ([name, own]) => html`<h3>${name} <small>${own.length}</small></h3>
<div class="pictures">${own.map((image) => picture(image, album))}</div>
`,
)}${more(images.length)}
</section>`;
}

function groupsOf(images: readonly ReleaseImage[]): readonly (readonly [string, readonly ReleaseImage[]])[] {
  const groups = new Map<string, ReleaseImage[]>();
  for (const image of images) {
    const name = `${image.split} · ${image.class}`;
    const group = groups.get(name);
    if (group) group.push(image);
    else groups.set(name, [image]);
  }
  return [...groups];
}

function picture(image: ReleaseImage, album: Album): Html {
  const address = image.file && album.addressOf(image.file);
  const words = describe(image);
  return address === undefined
    ? html`<span class="absent" title="${words}">not here</span>`
    : html`<img src="${address}" alt="${words}" title="${words}">`;
}

function describe({ class: label, from, prompt, seed, id }: ReleaseImage): string {
  const parts = [label, prompt, from, seed === undefined ? undefined : `seed ${seed}`, id.slice(0, 12)];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function more(count: number): Html | undefined {
  const left = count - MOST_PICTURES;
  return left > 0 ? html`<p class="quiet">… and ${left} more.</p>` : undefined;
}
