/** @file Wildcard files as a second language of the server. Langium keeps their texts and calls; the tree is our own. */
import {
  type AstNode,
  type DocumentValidator,
  inject,
  type LangiumDocument,
  type Module,
  type ParseResult,
} from 'langium';
import {
  createDefaultModule,
  type LangiumServices,
  type LangiumSharedServices,
  type PartialLangiumServices,
} from 'langium/lsp';
import type { Diagnostic } from 'vscode-languageserver';
import { VlpromptGrammar } from '../../generated/grammar.ts';
import { checkView } from '../../wildcard/features/check-view.ts';
import { toLsp } from '../validator.ts';
import { LensRefresh } from './lens-refresh.ts';
import { structuredExtensions, WILDCARD_LANGUAGE, type WildcardWorkspace } from './open-wildcards.ts';
import { wildcardProviders } from './wildcard-providers.ts';

/** Registers the language: which files are of it, the client says with its language id. */
export function serveWildcards(shared: LangiumSharedServices, workspace: WildcardWorkspace): void {
  const own: Module<LangiumServices, PartialLangiumServices> = {
    parser: { LangiumParser: () => noParser as unknown as LangiumServices['parser']['LangiumParser'] },
    validation: { DocumentValidator: () => new WildcardValidator(workspace) },
    lsp: {
      ...Object.fromEntries(
        Object.entries(wildcardProviders(workspace)).map(([name, provider]) => [name, () => provider]),
      ),
      // Editors fold by indentation where nobody offers anything.
      FoldingRangeProvider: () => undefined,
    },
  };
  const generated = {
    // Langium wants a grammar, from which nothing is made here.
    Grammar: () => VlpromptGrammar(),
    LanguageMetaData: () => ({
      languageId: WILDCARD_LANGUAGE,
      fileExtensions: structuredExtensions,
      caseInsensitive: false,
      mode: 'production' as const,
    }),
  };
  new LensRefresh(shared, workspace);
  shared.ServiceRegistry.register(inject(createDefaultModule({ shared }), generated, own));
}

/** Wildcard files are read by `parseWildcardFile`; in Langium's eyes they are empty. */
const noParser = {
  parse: (): ParseResult<AstNode> => ({ value: { $type: 'Wildcards' }, lexerErrors: [], parserErrors: [] }),
};

class WildcardValidator implements DocumentValidator {
  private readonly workspace: WildcardWorkspace;

  constructor(workspace: WildcardWorkspace) {
    this.workspace = workspace;
  }

  async validateDocument(document: LangiumDocument): Promise<Diagnostic[]> {
    const view = await this.workspace.completeViewOf(document);
    this.workspace.setChecked(document, view);
    return checkView(view).map((found) => toLsp(view, found));
  }
}
