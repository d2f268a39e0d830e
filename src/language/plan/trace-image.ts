/** @file Where the words of an image were written, piece by piece. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TracedPiece, TracedWords } from '../../protocol/language.ts';
import { documentIn, documentsOf, type PromptDocument, spanOf } from '../document.ts';
import type { Piece } from '../prompt/resolve.ts';
import { isNamed } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';
import { NEGATIVES_JOINED } from './image-words.ts';
import type { RecipePlan, SourceSpan } from './plan.ts';
import { resolvedWordsAt } from './recipe-plan.ts';

/**
 * @param document the program that the plan was made of
 * @returns undefined when the recipe does not draw the image
 */
export function traceImage(document: PromptDocument, plan: RecipePlan, key: string): TracedWords | undefined {
  const recipe = document.declared.get(plan.name);
  const cell = plan.cells.find(({ images }) => images.some((image) => image.key === key));
  if (recipe?.keyword !== 'recipe' || cell === undefined) return undefined;
  const words = resolvedWordsAt(document, recipe, cell)?.(cell.images.findIndex((image) => image.key === key));
  if (words === undefined) return undefined;
  const negatives = words.negatives.map(({ pieces }) => traced(document, pieces));
  return {
    prompt: traced(document, words.prompt.pieces),
    negative: negatives.flatMap((pieces, index) => (index === 0 ? pieces : [{ text: NEGATIVES_JOINED }, ...pieces])),
  };
}

function traced(document: PromptDocument, pieces: readonly Piece[]): readonly TracedPiece[] {
  return joined(pieces).map((piece) => ({ text: piece.text, ...writtenAt(document, piece) }));
}

/** Pieces that stand one after the other in a file are one. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces.filter(({ text }) => text !== '')) {
    const last = all.at(-1);
    if (last?.file === piece.file && last.end === piece.start) {
      all[all.length - 1] = { ...last, text: last.text + piece.text, end: piece.end };
    } else all.push(piece);
  }
  return all;
}

/** Values of settings, which prompts may read too, are written at their recipe. */
function writtenAt(document: PromptDocument, piece: Piece): Pick<TracedPiece, 'span' | 'origin'> {
  const words = wildcardTextOf(document, piece.file);
  if (words !== undefined) return { span: spanIn(words, piece), origin: piece.file.replace(/^.*\//, '') };
  const source = documentIn(document, piece.file);
  if (source === undefined) return {};
  const declaration = source.tree.declarations.find((each) => {
    const { start, end } = placeOf(each);
    return start <= piece.start && piece.end <= end;
  });
  const origin = declaration && isNamed(declaration) ? `${declaration.keyword} ${declaration.name}` : undefined;
  return { span: spanOf(document, piece), ...(origin !== undefined && { origin }) };
}

function wildcardTextOf(document: PromptDocument, file: string): TextDocument | undefined {
  const files = [...documentsOf(document).values()].flatMap((each) => each.wildcardFiles.get(file) ?? []);
  return files[0] && TextDocument.create(file, 'plaintext', 0, files[0].text);
}

function spanIn(text: TextDocument, { file, start, end }: Piece): SourceSpan {
  return { file, start: text.positionAt(start), end: text.positionAt(end) };
}
