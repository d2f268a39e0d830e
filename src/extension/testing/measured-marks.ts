/** @file Draws what was measured behind `expect` and `check`, and beside them in the gutter. */
import {
  type ConfigurationChangeEvent,
  type DecorationOptions,
  type Disposable,
  type ExtensionContext,
  MarkdownString,
  type TextEditor,
  type TextEditorDecorationType,
  Uri,
  window,
  workspace,
} from 'vscode';
import { counted } from '../../protocol/texts/figures.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { EvaluationBoard } from '../boards/evaluation-board.ts';
import type { Plans } from '../language/plans.ts';
import { paced } from '../paced.ts';
import { setting } from '../settings/settings.ts';
import { type MarkKind, type StatementMark, statementMarks } from './statement-marks.ts';

export interface MarkParts {
  readonly context: ExtensionContext;
  readonly evaluations: EvaluationBoard;
  readonly plans: Plans;
}

/** Milliseconds between two drawings while an evaluation tells of its progress. */
const pace = 200;

interface Look {
  readonly icon: string;
  /** At least 4.5 to 1 on the editor's background: VS Code's own colours for tests are too pale on white. */
  readonly light: string;
  readonly dark: string;
}

const looks: { readonly [K in MarkKind]: Look } = {
  passed: { icon: 'mark-passed', light: '#1a6e32', dark: '#73c991' },
  failed: { icon: 'mark-failed', light: '#b01011', dark: '#f48771' },
  'needs-review': { icon: 'mark-review', light: '#7a5c00', dark: '#d7ba4a' },
  stale: { icon: 'mark-stale', light: '#646464', dark: '#9d9d9d' },
};

interface Types {
  readonly text: TextEditorDecorationType;
  readonly gutter: TextEditorDecorationType;
}

export class MeasuredMarks implements Disposable {
  readonly #parts: MarkParts;
  readonly #types: ReadonlyMap<MarkKind, Types>;
  readonly #subscriptions: readonly Disposable[];

  constructor(parts: MarkParts) {
    this.#parts = parts;
    this.#types = new Map(kinds().map((kind) => [kind, decorationTypes(parts.context, kind)]));
    const draw = paced(() => this.#drawAll(), pace);
    this.#subscriptions = [
      parts.evaluations.onDidChange(draw),
      parts.plans.onDidChange(draw),
      window.onDidChangeVisibleTextEditors(draw),
      workspace.onDidChangeConfiguration((event) => concernsMarks(event) && draw()),
      { dispose: () => draw.dispose() },
      ...[...this.#types.values()].flatMap(({ text, gutter }) => [text, gutter]),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #drawAll(): void {
    for (const editor of window.visibleTextEditors) if (editor.document.languageId === 'vlprompt') this.#draw(editor);
  }

  /** Places are those of the plan that was answered last; until the next one the editor moves them along. */
  #draw(editor: TextEditor): void {
    const uri = editor.document.uri.toString();
    const marks = setting('vlprompt.marks.enabled') ? this.#marksOf(uri) : [];
    for (const [kind, { text, gutter }] of this.#types) {
      const ofKind = marks.filter(({ mark }) => mark.kind === kind);
      const decorations = ofKind.map(({ mark, id }) => decoration(mark, id, editor));
      editor.setDecorations(text, decorations);
      editor.setDecorations(gutter, isGutterFree() ? decorations.map(({ range }) => range) : []);
    }
  }

  #marksOf(uri: string): readonly { readonly mark: StatementMark; readonly id: DeclarationId }[] {
    const { plans, evaluations } = this.#parts;
    return (plans.latest(uri)?.plan.evaluations ?? []).flatMap((evaluation) => {
      const id = { uri, name: evaluation.name };
      const state = evaluations.state(id);
      return state ? statementMarks(evaluation, state).map((mark) => ({ mark, id })) : [];
    });
  }
}

function kinds(): readonly MarkKind[] {
  return Object.keys(looks) as MarkKind[]; // Object.keys widens; the keys of the table are the kinds.
}

/** With its own marks for tests in the gutter VS Code would lie over ours, which say the same. */
function isGutterFree(): boolean {
  return !workspace.getConfiguration('testing').get('gutterEnabled', true);
}

function concernsMarks(event: ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration('vlprompt.marks') || event.affectsConfiguration('testing.gutterEnabled');
}

function decorationTypes({ extensionUri }: ExtensionContext, kind: MarkKind): Types {
  const { icon, light, dark } = looks[kind];
  const file = (theme: string) => Uri.joinPath(extensionUri, 'media', `${icon}-${theme}.svg`);
  return {
    text: window.createTextEditorDecorationType({
      after: { margin: '0 0 0 2ch' },
      light: { after: { color: light } },
      dark: { after: { color: dark } },
    }),
    gutter: window.createTextEditorDecorationType({
      light: { gutterIconPath: file('light') },
      dark: { gutterIconPath: file('dark') },
      gutterIconSize: 'contain',
    }),
  };
}

/** Behind the last line of the statement, where nothing that is typed pushes it about. */
function decoration(mark: StatementMark, id: DeclarationId, { document }: TextEditor): DecorationOptions {
  const line = document.lineAt(Math.min(mark.span.end.line, document.lineCount - 1));
  return {
    range: line.range.with(line.range.end),
    hoverMessage: hoverText(mark, id),
    renderOptions: { after: { contentText: isToldByTests(mark) ? '' : mark.text } },
  };
}

/** VS Code writes the message of a failed test behind the line, over whatever stands there. */
function isToldByTests({ kind }: StatementMark): boolean {
  return kind === 'failed';
}

function hoverText({ hover }: StatementMark, id: DeclarationId): MarkdownString {
  const text = new MarkdownString();
  text.isTrusted = { enabledCommands: ['vlprompt.showMatrix', 'vlprompt.evaluate'] };
  text.appendText(hover.title).appendMarkdown('\n\n| | on | measured | against it |\n|---|---|---|---|\n');
  for (const { source, measured, held, against } of hover.rows) {
    text.appendMarkdown(`| ${held ? '✓' : '✗'} | `).appendText(source);
    text.appendMarkdown(` | ${measured} | ${against === 0 ? '' : counted(against, 'image')} |\n`);
  }
  text.appendMarkdown(`\nMeasured ${new Date(hover.made).toLocaleString()} · `);
  return text.appendMarkdown(
    `[Matrix](${link('vlprompt.showMatrix', id)}) · [Evaluate](${link('vlprompt.evaluate', id)})`,
  );
}

function link(command: string, id: DeclarationId): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([id]))}`;
}
