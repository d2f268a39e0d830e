/** @file Shows behind lines how many images were kept, and tints options that are clearly kept or clearly rejected. */
import { type Disposable, Range, type TextDocument, type TextEditor, ThemeColor, window, workspace } from 'vscode';
import { setting } from '../settings/settings.ts';
import { lineLabel } from './fate-texts.ts';
import type { OptionFate } from './option-fates.ts';
import type { WordFates } from './word-fates.ts';

/** From most kept to least; the extension's own colours, which themes and settings may change. The numbers say it, too. */
const tints = {
  mostlyKept: 'vlprompt.fates.mostlyKept',
  kept: 'vlprompt.fates.kept',
  rejected: 'vlprompt.fates.rejected',
  mostlyRejected: 'vlprompt.fates.mostlyRejected',
} as const;

type Tint = keyof typeof tints;

export class FateMarks implements Disposable {
  readonly #fates: WordFates;
  readonly #label = window.createTextEditorDecorationType({
    after: { margin: '0 0 0 3ch', fontStyle: 'italic', color: new ThemeColor('descriptionForeground') },
  });
  readonly #tints = new Map(tintKinds().map((kind) => [kind, tintOf(kind)]));
  readonly #subscriptions: readonly Disposable[];

  constructor(fates: WordFates) {
    this.#fates = fates;
    const draw = () => this.#drawAll();
    this.#subscriptions = [
      fates.onDidChange(draw),
      window.onDidChangeVisibleTextEditors(draw),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('vlprompt.fates') && draw()),
      this.#label,
      ...this.#tints.values(),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #drawAll(): void {
    for (const editor of window.visibleTextEditors) this.#draw(editor);
  }

  #draw(editor: TextEditor): void {
    const { document } = editor;
    const fates = setting('vlprompt.fates.enabled') ? fatesOf(document, this.#fates) : [];
    editor.setDecorations(this.#label, labelsOf(fates, document));
    const isWarm = setting('vlprompt.fates.heat');
    for (const [kind, type] of this.#tints) {
      editor.setDecorations(
        type,
        fates.filter((fate) => isWarm && tintKindOf(fate) === kind).map(({ span }) => rangeOf(span)),
      );
    }
  }
}

/** Of what still stands where it was asked about. */
export function fatesOf(document: TextDocument, fates: WordFates): readonly OptionFate[] {
  return fates.fatesIn(document.uri.toString()).filter(({ span, text }) => document.getText(rangeOf(span)) === text);
}

export function rangeOf({ start, end }: OptionFate['span']): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

function labelsOf(fates: readonly OptionFate[], document: TextDocument) {
  const lines = new Map<number, OptionFate[]>();
  for (const fate of fates) {
    const { line } = fate.span.end;
    const ofLine = lines.get(line) ?? [];
    lines.set(line, ofLine);
    ofLine.push(fate);
  }
  return [...lines].map(([line, ofLine]) => ({
    range: document.lineAt(line).range.with(document.lineAt(line).range.end),
    renderOptions: { after: { contentText: lineLabel(ofLine) } },
  }));
}

/** Only where the whole interval is on one side of half, and stronger beyond a quarter; whole lines would be loud. */
function tintKindOf({ kind, share: { low, high } }: OptionFate): Tint | undefined {
  if (kind === 'line' || low === null || high === null) return undefined;
  if (low > 0.5) return low > 0.75 ? 'mostlyKept' : 'kept';
  if (high >= 0.5) return undefined;
  return high < 0.25 ? 'mostlyRejected' : 'rejected';
}

function tintKinds(): readonly Tint[] {
  return Object.keys(tints) as Tint[]; // Object.keys widens; the keys of the table are the kinds.
}

function tintOf(kind: Tint) {
  return window.createTextEditorDecorationType({ backgroundColor: new ThemeColor(tints[kind]), borderRadius: '2px' });
}
