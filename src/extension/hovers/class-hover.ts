import { Hover, type HoverProvider, MarkdownString, type Position, type TextDocument, Uri } from 'vscode';
import type { RecipeBoard } from '../boards/recipe-board.ts';
import type { Plans } from '../language/plans.ts';
import { classImages, picturesMarkdown } from './class-images.ts';

/** The last drawn pictures of the class under the pointer, beside what the language says of it. */
export class ClassHover implements HoverProvider {
  readonly #plans: Plans;
  readonly #recipes: RecipeBoard;

  constructor(plans: Plans, recipes: RecipeBoard) {
    this.#plans = plans;
    this.#recipes = recipes;
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const range = document.getWordRangeAtPosition(position);
    const uri = document.uri.toString();
    const word = range && document.getText(range);
    const isClass = this.#plans.latest(uri)?.plan.classes.some(({ name }) => name === word) ?? false;
    if (!isClass || word === undefined) return undefined;
    const files = classImages(word, this.#recipes.statesOf(uri));
    if (files.length === 0) return undefined;
    return new Hover(new MarkdownString(picturesMarkdown(files.map((file) => Uri.file(file).toString()))), range);
  }
}
