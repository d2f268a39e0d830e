/** @file Which pictures a hover over a class shows. */
import type { RecipeState } from '../boards/recipe-state.ts';

/** More would make the hover a gallery; the grid is one. */
const limit = 6;

/** Absolute paths of the class's pictures: a few of each column, of the recipes in the order they stand. */
export function classImages(name: string, states: readonly RecipeState[]): readonly string[] {
  const files = states.flatMap((state) => filesOf(name, state));
  return [...new Set(files)].slice(0, limit);
}

/** First the first picture of every cell, then the second: every column is seen before any is seen twice. */
function filesOf(name: string, { recipe, images }: RecipeState): readonly string[] {
  return recipe.cells
    .filter(({ row }) => recipe.rows[row]?.class === name)
    .flatMap((cell) => cell.images.map(({ key }, index) => ({ index, file: images.get(key)?.file })))
    .sort((a, b) => a.index - b.index)
    .flatMap(({ file }) => (file === undefined ? [] : [file]));
}

/** Markdown that VS Code shows as a row of small pictures. @param addresses of the pictures */
export function picturesMarkdown(addresses: readonly string[]): string {
  return addresses.map((address) => `![](${address}|width=72,height=72)`).join(' ');
}
