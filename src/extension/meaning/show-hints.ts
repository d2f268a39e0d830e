/** @file Hints beside words that a judge hardly tells apart, with what can be done about them. */
import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Disposable,
  Location,
  languages,
  Position,
  Range,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import type { MeaningBoard } from '../boards/meaning-board.ts';
import type { Plans } from '../language/plans.ts';
import { setting } from '../settings/settings.ts';
import { type MeaningHint, meaningHints } from './meaning-hints.ts';

const source = 'vlprompt meaning';

const hardlyToldApart = 'hardly-told-apart';

export function showHints(board: MeaningBoard, plans: Plans): Disposable {
  const hints = languages.createDiagnosticCollection('vlprompt-meaning');
  const show = (uri: string) => {
    const document = workspace.textDocuments.find((each) => each.uri.toString() === uri);
    if (document) hints.set(document.uri, diagnosticsOf(document, board, plans));
  };
  const subscriptions = [
    hints,
    board.onDidChange(show),
    // They would stand beside other words until the judge was asked again.
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && hints.has(document.uri)) hints.set(document.uri, moved(document, board, plans));
    }),
    workspace.onDidCloseTextDocument(({ uri }) => hints.delete(uri)),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('vlprompt.meaning'))
        for (const { uri } of workspace.textDocuments) show(uri.toString());
    }),
    languages.registerCodeActionsProvider({ language: 'vlprompt' }, new WordingActions(), {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
  ];
  return { dispose: () => subscriptions.forEach((subscription) => void subscription.dispose()) };
}

function diagnosticsOf(document: TextDocument, board: MeaningBoard, plans: Plans): readonly Diagnostic[] {
  const uri = document.uri.toString();
  const plan = plans.latest(uri)?.plan;
  if (plan === undefined) return [];
  const least = setting('vlprompt.meaning.hintAbove');
  const lines = document.getText().split('\n');
  const hints = meaningHints(board.reportsOf(uri), { classes: plan.classes, file: plan.file, lines, least });
  return hints.map((hint) => diagnosticOf(hint, document.uri));
}

/** Of what is known, where it stands now. */
function moved(document: TextDocument, board: MeaningBoard, plans: Plans): readonly Diagnostic[] {
  return diagnosticsOf(document, board, plans).filter(({ range }) => range.end.line < document.lineCount);
}

function diagnosticOf({ start, end, message, other, class: name }: MeaningHint, uri: Uri): Diagnostic {
  const range = new Range(start.line, start.character, end.line, end.character);
  const diagnostic = new Diagnostic(range, message, DiagnosticSeverity.Hint);
  diagnostic.source = source;
  diagnostic.code = hardlyToldApart;
  if (other) {
    const place = new Location(uri, new Position(other.start.line, other.start.character));
    diagnostic.relatedInformation = [
      new DiagnosticRelatedInformation(place, `\`${other.class}\` is here, ${name} is near it`),
    ];
  }
  return diagnostic;
}

/** Offered on the hints themselves. */
class WordingActions implements CodeActionProvider {
  provideCodeActions(document: TextDocument, _range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    const ours = diagnostics.filter((each) => each.source === source && each.code === hardlyToldApart);
    return ours.map((diagnostic) => {
      const name = /^\s*class\s+([\p{L}_][\p{L}\p{N}_-]*)/u.exec(
        document.lineAt(diagnostic.range.start.line).text,
      )?.[1];
      const action = new CodeAction(`Try other words for \`${name ?? 'this class'}\`…`, CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      const target = { uri: document.uri.toString(), name: name ?? '' };
      action.command = { title: action.title, command: 'vlprompt.tryWordings', arguments: [target] };
      return action;
    });
  }
}
