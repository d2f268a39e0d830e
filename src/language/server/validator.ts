/** @file Our diagnostics in the place of Langium's. */
import type { DocumentValidator, LangiumDocument } from 'langium';
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Problem } from '../diagnostics/problem.ts';
import { type PromptDocument, spanOf } from '../document.ts';
import type { PromptWorkspace } from './workspace.ts';

const severities: { readonly [S in Severity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export class PromptValidator implements DocumentValidator {
  private readonly workspace: PromptWorkspace;

  constructor(workspace: PromptWorkspace) {
    this.workspace = workspace;
  }

  async validateDocument(document: LangiumDocument): Promise<LspDiagnostic[]> {
    const problems = await this.workspace.problemsOf(document);
    return problems.map((found) => toLsp(this.workspace.documentOf(document), found));
  }
}

export function toLsp(document: PromptDocument, found: Problem): LspDiagnostic {
  const { start, end } = spanOf(document, found.at);
  return {
    range: { start, end },
    severity: severities[found.severity],
    code: found.code,
    source: 'vlprompt',
    message: found.message,
    ...(found.code === 'unused' && { tags: [DiagnosticTag.Unnecessary] }),
  };
}
