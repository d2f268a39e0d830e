import assert from 'node:assert/strict';
import { runDocument } from '../../src/cli/json/run-document.ts';
import type { RecipeRun } from '../../src/cli/recipe-run.ts';
import { runSummary } from '../../src/cli/terminal/run-summary.ts';
import { plainStyle } from '../../src/cli/terminal/style.ts';
import { textOf } from '../../src/reports/html.ts';
import { gridSection } from '../../src/reports/sections/grid-section.ts';
import { drawn, engine, plan, recipe } from './support/sample.ts';

describe('a cell that the recipe leaves out', () => {
  const whole = recipe('tools', ['saw', 'file']);
  const skipped = {
    ...whole,
    cells: whole.cells.map((cell, index) => (index === 3 ? { ...cell, images: [], isSkipped: true as const } : cell)),
  };
  const run: RecipeRun = { recipe: skipped, drawn: drawn(skipped, (index) => `/images/${index}.png`) };

  it('is counted in the summary', () => {
    assert.match(runSummary([run], plainStyle).join('\n'), /2 rows × 2 columns, 1 cell left out/u);
    assert.doesNotMatch(runSummary([{ ...run, recipe: whole }], plainStyle).join('\n'), /left out/u);
  });

  it('is labelled in the report', () => {
    const page = textOf(gridSection(run, [], { addressOf: () => 'data:,', omitted: 0 }));
    assert.equal(page.match(/<td class="quiet">left out<\/td>/gu)?.length, 1);
    assert.equal(page.match(/<td><div class="pictures">/gu)?.length, 3);
  });

  it('is marked in JSON', () => {
    const file = {
      file: '/w/tools.vlprompt',
      name: 'tools.vlprompt',
      workspace: '/w',
      later: [],
      choicesOf: () => undefined,
      plan: plan(['saw', 'file'], [skipped]),
    };
    const { recipes } = JSON.parse(runDocument(file, engine, [run], 0));
    const cells: readonly { readonly isSkipped?: true; readonly images: readonly unknown[] }[] = recipes[0].cells;
    assert.deepEqual(
      cells.map(({ isSkipped, images }) => [isSkipped, images.length]),
      [
        [undefined, 2],
        [undefined, 2],
        [undefined, 2],
        [true, 0],
      ],
    );
  });
});
