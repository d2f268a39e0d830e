/** @file The drawn images of one recipe: rows are classes, columns are settings. */
import type { CellPlan, ImagePlan } from '../../language/plan/plan.ts';
import type { DrawnImage } from '../../protocol/engine.ts';
import { counted } from '../../protocol/texts/figures.ts';
import type { Album } from '../album.ts';
import { type Html, html } from '../html.ts';
import type { DrawnPart, JudgedPart } from '../report-contents.ts';

/** What a judge took a drawn image for, where that is not what was asked for. Keyed by file. */
type Mistakes = ReadonlyMap<string, string>;

export function gridSection(run: DrawnPart, evaluated: readonly JudgedPart[], album: Album): Html {
  const { recipe, drawn } = run;
  const mistakes = mistakesIn(recipe.name, evaluated);
  const rows = recipe.rows.map((row, index) => {
    const from = index * recipe.columns.length;
    const cells = recipe.columns.map((_, column) =>
      cellOf(recipe.cells[from + column], drawn.cells[from + column] ?? [], mistakes, album),
    );
    return html`<tr><th scope="row">${row.label}</th>${cells}</tr>`;
  });
  const hasColumns = recipe.columns.some(({ label }) => label !== '');
  return html`<section>
<h2><span class="kind">recipe</span> ${recipe.name}</h2>
<p class="quiet">${counted(drawn.done, 'image')} of ${drawn.total} drawn${mistakes.size > 0 && html`; <span class="mistaken-key">framed</span> where the judge saw another class`}.</p>
<div class="scroll" role="region" aria-label="Images of ${recipe.name}" tabindex="0">
<table class="grid">
<caption class="hidden">Drawn images of ${recipe.name}, one row a class</caption>
${hasColumns && html`<thead><tr><td></td>${recipe.columns.map(({ label }) => html`<th scope="col">${label}</th>`)}</tr></thead>`}
<tbody>${rows}</tbody>
</table>
</div>
</section>`;
}

function cellOf(cell: CellPlan | undefined, images: readonly DrawnImage[], mistakes: Mistakes, album: Album): Html {
  if (cell?.isSkipped) return html`<td class="quiet">left out</td>`;
  const pictures = (cell?.images ?? []).map((plan, index) => pictureOf(plan, images[index], mistakes, album));
  return html`<td><div class="pictures">${pictures}</div></td>`;
}

function pictureOf({ prompt, seed }: ImagePlan, image: DrawnImage | undefined, mistakes: Mistakes, album: Album): Html {
  const file = image?.file ?? '';
  const address = album.addressOf(file);
  const taken = mistakes.get(file);
  const title = `${prompt} (seed ${seed})${taken === undefined ? '' : `: taken for ${taken}`}`;
  if (address === undefined)
    return html`<span class="absent" title="${image?.reason ?? title}">${image?.state ?? 'missing'}</span>`;
  return html`<img src="${address}" alt="${title}" title="${title}"${taken !== undefined && html` class="mistaken"`}>`;
}

function mistakesIn(recipe: string, evaluated: readonly JudgedPart[]): Mistakes {
  const mistakes = new Map<string, string>();
  for (const { report } of evaluated) {
    const source = report.sources.find(({ kind, name }) => kind === 'recipe' && name === recipe);
    for (const { file, actual, predicted } of source?.images ?? []) {
      if (actual !== predicted) mistakes.set(file, report.classes[predicted] ?? '');
    }
  }
  return mistakes;
}
