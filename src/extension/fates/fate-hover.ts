import { Hover, type HoverProvider, MarkdownString, type Position, type TextDocument } from 'vscode';
import { setting } from '../settings/settings.ts';
import { fatesOf, rangeOf } from './fate-marks.ts';
import { fateText, optionName } from './fate-texts.ts';
import type { WordFates } from './word-fates.ts';

/** What became of the images of the option under the pointer, and of those that hold it. */
export class FateHover implements HoverProvider {
  readonly #fates: WordFates;

  constructor(fates: WordFates) {
    this.#fates = fates;
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    if (!setting('vlprompt.fates.enabled')) return undefined;
    const around = fatesOf(document, this.#fates).filter(({ span }) => rangeOf(span).contains(position));
    const innermost = around.at(-1);
    if (innermost === undefined) return undefined;
    const text = new MarkdownString();
    for (const fate of around.toReversed()) {
      text
        .appendMarkdown('- ')
        .appendText(`${optionName(fate.text)}: ${fateText(fate)}`)
        .appendMarkdown('\n');
    }
    return new Hover(text, rangeOf(innermost.span));
  }
}
