/**
 * @file Our diagnostics in the place of Langium's, in two phases: what the text says at once, and, after a pause in
 * typing, what the models' tokenizers say. Until they have, what they said before moves along with the text.
 */
import type { DocumentValidator, LangiumDocument } from 'langium';
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { Severity } from '../diagnostics/diagnostic.ts';
import { inOrder, type Problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import { codePage } from './code-page.ts';
import { rangeOf } from './providers/protocol.ts';
import type { TokenPhase } from './token-phase.ts';
import type { PromptWorkspace } from './workspace.ts';

const severities: { readonly [S in Severity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export class PromptValidator implements DocumentValidator {
  private readonly workspace: PromptWorkspace;
  private readonly tokens: TokenPhase;

  constructor(workspace: PromptWorkspace, tokens: TokenPhase) {
    this.workspace = workspace;
    this.tokens = tokens;
  }

  async validateDocument(document: LangiumDocument): Promise<LspDiagnostic[]> {
    const linked = await this.workspace.complete(document);
    const found = await this.workspace.problemsOf(document.uri, linked);
    const known = this.tokens.follow(document, linked, found);
    return inOrder([...found, ...known]).map((each) => toLsp(linked, each));
  }
}

/** @param document whose own text the problem is in. */
export function toLsp(document: Pick<PromptDocument, 'lines'>, found: Problem): LspDiagnostic {
  return {
    range: rangeOf(document, found.at),
    severity: severities[found.severity],
    code: found.code,
    codeDescription: { href: codePage(found.code) },
    source: 'vlprompt',
    message: found.message,
    ...(found.code === 'unused' && { tags: [DiagnosticTag.Unnecessary] }),
  };
}
