/** @file What a declaration is, in a few lines of Markdown. */
import type { PromptDocument } from '../document.ts';
import type { Recipe } from '../generated/ast.ts';
import { axesOf, countColumns } from '../plan/axes.ts';
import { linesOf } from '../plan/prompt-lines.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import { classesOf, groupMembers } from '../scope/classes.ts';
import { wordingsOf } from '../scope/lookup.ts';
import { usesIn } from '../scope/uses.ts';
import { settingValues } from '../settings/values.ts';
import type { Named } from '../tree/declarations.ts';
import { documentationAbove } from '../tree/documentation.ts';
import { placeOf, quotedText } from '../tree/places.ts';
import { code, literal, withoutImages } from './markdown.ts';

export function describeDeclaration(document: PromptDocument, declaration: Named): string {
  const { keyword, name = '' } = declaration;
  const documentation = withoutImages(documentationAbove(document.text, placeOf(declaration).start));
  const uses = usesIn(document).filter((use) => use.target === declaration).length;
  const lines = [`**${keyword}** \`${name}\``, documentation, detailOf(document, declaration), `Used ${times(uses)}.`];
  return lines.filter((line) => line !== '').join('\n\n');
}

function times(count: number): string {
  if (count === 0) return 'nowhere';
  return count === 1 ? 'once' : `${count} times`;
}

/** Kinds that have nothing to add are not in the table. */
const details: {
  readonly [K in Named['keyword']]?: (document: PromptDocument, declaration: Extract<Named, { keyword: K }>) => string;
} = {
  model: (_document, { spec }) => (spec ? code(spec.raw) : ''),
  class: (_document, declaration) =>
    wordingsOf(declaration)
      .map(({ caption }) => `“${literal(quotedText(caption).text)}”`)
      .join(', '),
  group: (document, { value }) => {
    const classes = classesOf(
      document,
      (value?.items ?? []).flatMap((item) => item.atoms.filter((atom) => atom.$type === 'Name')),
    );
    return `${groupMembers(value).join(', ')} — ${count(classes.length, 'class', 'classes')}`;
  },
  template: (_document, declaration) =>
    linesOf(declaration)
      .map((line) => `- ${code(line.raw)}`)
      .join('\n'),
  let: (document, { value }) => (value ? code(document.text.slice(placeOf(value).start, placeOf(value).end)) : ''),
  data: (_document, { path }) => (path ? `Real images in ${code(`${quotedText(path).text}/<class>/`)}` : ''),
  recipe: describeRecipe,
};

function detailOf(document: PromptDocument, declaration: Named): string {
  const describe = details[declaration.keyword] as
    | ((document: PromptDocument, declaration: Named) => string)
    | undefined;
  return describe?.(document, declaration) ?? '';
}

function describeRecipe(document: PromptDocument, recipe: Recipe): string {
  const rows = rowClasses(document, recipe).length;
  const columns = countColumns(axesOf(document, recipe));
  const [images = 1] = settingValues(document, recipe, 'images', 'whole');
  return `${count(rows * columns * images, 'image', 'images')}: ${count(rows, 'row', 'rows')} × ${count(columns, 'column', 'columns')} × ${images}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
