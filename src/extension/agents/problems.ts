/** @file What is wrong with a file, as the editor shows it. */
import { type Diagnostic, DiagnosticSeverity, languages, type Uri } from 'vscode';
import type { ToldProblem } from '../../protocol/agents/answers.ts';

const severities: { readonly [S in DiagnosticSeverity]: string } = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'information',
  [DiagnosticSeverity.Hint]: 'hint',
};

/** Milliseconds after which what is shown counts as all there is. */
const patience = 2000;

/**
 * Diagnostics come a moment after the plan of the same text.
 * @param errors as many as the plan says that there are
 */
export async function problemsOf(uri: Uri, errors: number): Promise<readonly ToldProblem[]> {
  await shown(uri, errors);
  return ownProblems(uri).map(({ range: { start }, severity, code, message }) => ({
    line: start.line + 1,
    column: start.character + 1,
    severity: severities[severity],
    code: String(typeof code === 'object' ? code.value : (code ?? '')),
    message,
  }));
}

function ownProblems(uri: Uri): readonly Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ severity }) => severity !== DiagnosticSeverity.Hint);
}

function shown(uri: Uri, errors: number): Promise<void> {
  const isShown = () =>
    ownProblems(uri).filter(({ severity }) => severity === DiagnosticSeverity.Error).length === errors;
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(end, patience);
    const subscription = languages.onDidChangeDiagnostics(() => isShown() && end());
    if (isShown()) end();
  });
}
