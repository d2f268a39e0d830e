/** @file The report of a curation: what is in the set, why the rest is not, and how it was come by. */
import { counted } from '../protocol/texts/figures.ts';
import { upliftVerdict } from '../protocol/texts/uplift-texts.ts';
import { type Album, createAlbum } from './album.ts';
import { type CurationContents, classSamples, picturesOfCuration } from './curation-contents.ts';
import { type Html, html } from './html.ts';
import { factRow, framedPage } from './page-frame.ts';
import { classesSection } from './sections/curation/classes-section.ts';
import { fateSection } from './sections/curation/fate-section.ts';
import { figuresSection } from './sections/curation/figures-section.ts';
import { leakSection } from './sections/curation/leak-section.ts';
import { pairsSection } from './sections/curation/pairs-section.ts';
import { sampleSection } from './sections/curation/sample-section.ts';
import { slicesSection } from './sections/curation/slices-section.ts';
import { upliftSections } from './sections/uplift/uplift-sections.ts';

/** @param folders absolute paths of the workspace and of its store: pictures from elsewhere are left out */
export async function makeCurationReport(contents: CurationContents, folders: readonly string[]): Promise<string> {
  return curationPage(contents, await createAlbum(picturesOfCuration(contents), folders));
}

export function curationPage(contents: CurationContents, album: Album): string {
  const { set, fileName, measures, uplift } = contents;
  const body = html`${headerOf(contents)}
${set.leaks.length > 0 && leakSection(set, album)}
${fateSection(set)}
${classesSection(set)}
${sampleSection(classSamples(set), album)}
${measures && [figuresSection(measures), slicesSection(measures), pairsSection(measures, album)]}
${uplift && [html`<section><h2>Does it help?</h2><p><b>${upliftVerdict(uplift)}</b></p></section>`, upliftSections(uplift)]}`;
  return framedPage(`${set.name} of ${fileName}`, body, album);
}

function headerOf({ set, fileName }: CurationContents): Html {
  const isSound = set.leaks.length === 0;
  const { agreement } = set;
  return html`<header>
<p class="eyebrow">VLPrompt curation of ${fileName}</p>
<h1>${set.name}</h1>
<p class="verdict ${isSound ? 'passed' : 'failed'}"><span aria-hidden="true">${isSound ? '✓' : '✗'}</span> ${isSound ? 'No leaks found' : counted(set.leaks.length, 'leak')}</p>
${factRow([
  ['In the set', counted(set.images.length, 'image')],
  ['Classes', set.classes.length],
  ['Not drawn yet', set.missing],
  ['Decided by people', set.images.filter(({ by }) => by === 'decision').length],
  ...(agreement === null ? [] : [['Agreement', `κ ${agreement.value?.toFixed(2) ?? '–'} (n ${agreement.n})`] as const]),
])}
${set.notes.map((note) => html`<p class="quiet">${note}</p>`)}
</header>`;
}
