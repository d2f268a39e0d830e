/** @file How to make all of it again, and how to see that it is the same. */
import { shellFile, shellWord } from '../../protocol/texts/shell-word.ts';
import { type Html, html } from '../html.ts';
import type { DrawnPart, ReportContents } from '../report-contents.ts';

export function reproductionSection({ fileName, drawn, evaluated, promptFile }: ReportContents): Html {
  const file = shellFile(fileName);
  const names = (parts: readonly { readonly name: string }[]) => parts.map(({ name }) => shellWord(name)).join(' ');
  const run = drawn.length > 0 && `vlprompt run ${file} ${names(drawn.map(({ recipe }) => recipe))}`;
  const evaluate = evaluated.length > 0 && `vlprompt evaluate ${file} ${names(evaluated.map(({ plan }) => plan))}`;
  const commands = [run, evaluate].filter((command) => command !== false);
  return html`<h3>How to make it again</h3>
<pre><code>${commands.join('\n')}</code></pre>
<p>With the same file, models and provider the same pictures come out, byte by byte: their digests are below, and models
are pinned by <code>vlprompt.lock</code> (<code>vlprompt models lock</code>).</p>
${promptFile && html`<details><summary>The prompt file</summary><p class="quiet">SHA-256 <code class="digest">${promptFile.digest}</code></p><pre><code>${promptFile.text}</code></pre></details>`}
${drawn.map(digestTable)}`;
}

function digestTable({ recipe, drawn }: DrawnPart): Html {
  const rows = recipe.cells.flatMap((cell, c) =>
    cell.images.map(({ prompt, seed }, i) => {
      const image = drawn.cells[c]?.[i];
      return html`<tr><td>${recipe.rows[cell.row]?.label}</td><td>${recipe.columns[cell.column]?.label}</td><td class="number">${seed}</td><td>${prompt}</td><td><code class="digest">${image?.hash ?? image?.state ?? 'missing'}</code></td></tr>`;
    }),
  );
  return html`<details><summary>Images of ${recipe.name}: prompts, seeds, digests</summary><div class="scroll"><table class="classes">
<caption class="hidden">Every image of ${recipe.name}</caption>
<thead><tr><th scope="col">Row</th><th scope="col">Column</th><th scope="col" class="number">Seed</th><th scope="col">Prompt</th><th scope="col">SHA-256 of the file</th></tr></thead>
<tbody>${rows}</tbody></table></div></details>`;
}
