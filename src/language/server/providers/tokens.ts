/** @file Semantic tokens of a whole file, of a range, and as changes to what was sent last. */
import type { LangiumDocument } from 'langium';
import type { PartialLangiumLSPServices, SemanticTokenProvider } from 'langium/lsp';
import { type SemanticTokens, SemanticTokensBuilder } from 'vscode-languageserver';
import type { PromptDocument } from '../../document.ts';
import { tokenModifiers, tokenTypes } from '../../features/semantic-legend.ts';
import type { SemanticToken } from '../../features/semantic-token.ts';
import { semanticTokens } from '../../features/semantic-tokens.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { extentOf } from './protocol.ts';

type Lsp = NonNullable<PartialLangiumLSPServices['lsp']>;

export function tokenProviders(workspace: PromptWorkspace): Lsp {
  return { SemanticTokenProvider: new PromptTokens(workspace) };
}

const indexes = (words: readonly string[]) => Object.fromEntries(words.map((word, index) => [word, index]));

class PromptTokens implements SemanticTokenProvider {
  readonly tokenTypes = indexes(tokenTypes);
  readonly tokenModifiers = indexes(tokenModifiers);
  readonly semanticTokensOptions = {
    legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
    full: { delta: true },
    range: true,
  };
  private readonly workspace: PromptWorkspace;
  /** What each file was sent last, for the changes to it. */
  private readonly builders = new Map<string, SemanticTokensBuilder>();

  constructor(workspace: PromptWorkspace) {
    this.workspace = workspace;
  }

  semanticHighlight(document: LangiumDocument): SemanticTokens {
    const builder = new SemanticTokensBuilder();
    this.builders.set(document.uri.toString(), builder);
    this.fill(builder, document);
    return builder.build();
  }

  semanticHighlightRange(
    document: LangiumDocument,
    { range }: Parameters<SemanticTokenProvider['semanticHighlightRange']>[1],
  ): SemanticTokens {
    const builder = new SemanticTokensBuilder();
    const open = this.workspace.documentOf(document);
    push(builder, open, semanticTokens(open, extentOf(open, range)));
    return builder.build();
  }

  semanticHighlightDelta(
    document: LangiumDocument,
    { previousResultId }: Parameters<SemanticTokenProvider['semanticHighlightDelta']>[1],
  ) {
    const builder = this.builders.get(document.uri.toString());
    if (builder === undefined) return this.semanticHighlight(document);
    builder.previousResult(previousResultId);
    this.fill(builder, document);
    return builder.buildEdits();
  }

  private fill(builder: SemanticTokensBuilder, document: LangiumDocument): void {
    const open = this.workspace.documentOf(document);
    push(builder, open, semanticTokens(open));
  }
}

/** All tokens are within a line. */
function push(builder: SemanticTokensBuilder, { lines }: PromptDocument, tokens: readonly SemanticToken[]): void {
  for (const { start, end, type, modifiers } of tokens) {
    const { line, character } = lines.positionAt(start);
    const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
    builder.push(line, character, end - start, tokenTypes.indexOf(type), bits);
  }
}
