/** @file Marks the pieces of a prompt where they were written, in the editors that show them. */
import { type Disposable, Range, type TextEditor, ThemeColor, type Uri, window } from 'vscode';
import type { SourceSpan } from '../../../language/plan/plan.ts';

export class PieceMarks implements Disposable {
  readonly #decoration = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor('editor.wordHighlightBackground'),
    border: '1px solid',
    borderColor: new ThemeColor('editor.wordHighlightStrongBorder'),
    overviewRulerColor: new ThemeColor('editorOverviewRuler.wordHighlightForeground'),
  });
  #marked: readonly TextEditor[] = [];

  /** In place of those before. Only what is open in an editor is marked; nothing is opened or moved. */
  mark(spans: readonly SourceSpan[], fileOf: (span: SourceSpan) => Uri): void {
    this.clear();
    const files = spans.map((span) => ({ span, uri: fileOf(span).toString() }));
    this.#marked = window.visibleTextEditors.filter(({ document }) =>
      files.some(({ uri }) => uri === document.uri.toString()),
    );
    for (const editor of this.#marked) {
      const own = files.filter(({ uri }) => uri === editor.document.uri.toString());
      editor.setDecorations(
        this.#decoration,
        own.map(({ span }) => rangeOf(span)),
      );
    }
  }

  clear(): void {
    for (const editor of this.#marked) editor.setDecorations(this.#decoration, []);
    this.#marked = [];
  }

  dispose(): void {
    this.#decoration.dispose();
  }
}

function rangeOf({ start, end }: SourceSpan): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
