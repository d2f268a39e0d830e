/** @file What a declaration is, in a few lines of Markdown. */
import { documentOf, type PromptDocument } from '../document.ts';
import type { Recipe, Wildcard } from '../generated/ast.ts';
import { countColumns } from '../plan/columns.ts';
import { linesOf } from '../plan/prompt-lines.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import { classesOf, groupMembers } from '../scope/classes.ts';
import { wordingsOf } from '../scope/lookup.ts';
import { usesIn } from '../scope/uses.ts';
import { wildcardsIn } from '../scope/wildcards.ts';
import { settingValues } from '../settings/values.ts';
import type { Named } from '../tree/declarations.ts';
import { documentationAbove } from '../tree/documentation.ts';
import { placeOf, quotedText } from '../tree/places.ts';
import { valuesBelow } from '../wildcard/match.ts';
import type { WildcardNode } from '../wildcard/wildcard-file.ts';
import { counted } from './counted.ts';
import { code, literal, withoutImages } from './markdown.ts';

/** @param documents all that may use it. */
export function describeDeclaration(
  document: PromptDocument,
  declaration: Named,
  documents: readonly PromptDocument[],
): string {
  const { keyword, name = '' } = declaration;
  const home = documentOf(document, declaration);
  const from = home === document ? '' : `From ${code(home.file)}.`;
  const lines = [
    `**${keyword}** \`${name}\``,
    documentationOf(document, declaration),
    detailOf(home, declaration),
    from,
    usesOf(documents, declaration),
  ];
  return lines.filter((line) => line !== '').join('\n\n');
}

/** The `///` lines above it. */
export function documentationOf(document: PromptDocument, declaration: Named): string {
  const { text } = documentOf(document, declaration);
  return withoutImages(documentationAbove(text, placeOf(declaration).start));
}

function usesOf(documents: readonly PromptDocument[], declaration: Named): string {
  const counts = documents.map((each) => usesIn(each).filter((use) => use.target === declaration).length);
  const files = counts.filter((uses) => uses > 0).length;
  const all = counts.reduce((sum, uses) => sum + uses, 0);
  return `Used ${times(all)}${files > 1 ? ` in ${files} files` : ''}.`;
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
    return `${groupMembers(value).join(', ')} — ${counted(classes.length, 'class', 'classes')}`;
  },
  template: (_document, declaration) =>
    linesOf(declaration)
      .map((line) => `- ${code(line.raw)}`)
      .join('\n'),
  let: (document, { value }) => (value ? code(document.text.slice(placeOf(value).start, placeOf(value).end)) : ''),
  data: (_document, { path }) => (path ? `Real images in ${code(`${quotedText(path).text}/<class>/`)}` : ''),
  recipe: describeRecipe,
  wildcard: describeWildcard,
};

function detailOf(document: PromptDocument, declaration: Named): string {
  const describe = details[declaration.keyword] as
    | ((document: PromptDocument, declaration: Named) => string)
    | undefined;
  return describe?.(document, declaration) ?? '';
}

function describeRecipe(document: PromptDocument, recipe: Recipe): string {
  const rows = rowClasses(document, recipe).length;
  const columns = countColumns(document, recipe);
  const [images = 1] = settingValues(document, recipe, 'images', 'whole');
  return `${counted(rows * columns * images, 'image', 'images')}: ${counted(rows, 'row', 'rows')} × ${counted(columns, 'column', 'columns')} × ${images}`;
}

function describeWildcard(document: PromptDocument, wildcard: Wildcard): string {
  const node = wildcardsIn(document).find((each) => each.declaration === wildcard)?.node;
  const path = wildcard.path ? `From ${code(quotedText(wildcard.path).text)}. ` : '';
  return node ? path + describeValues([node]) : path.trim();
}

const SHOWN_VALUES = 5;

/** How many values there are, and the first of them. */
export function describeValues(nodes: readonly WildcardNode[]): string {
  const values = valuesBelow(nodes);
  const shown = values.slice(0, SHOWN_VALUES).map((value) => `- ${code(value.text.text)}`);
  const keys = nodes.flatMap((node) => node.children.map((child) => code(child.key)));
  const below = keys.length === 0 ? '' : ` Keys: ${keys.slice(0, 20).join(', ')}.`;
  const more = values.length > SHOWN_VALUES ? ['- …'] : [];
  return [`${counted(values.length, 'value', 'values')}.${below}`, ...shown, ...more].join('\n');
}
