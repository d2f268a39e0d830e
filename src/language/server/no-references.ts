/**
 * @file Langium's ways to link, switched off: names here mean something across files and in strings, and are looked up in
 * `scope/`. Walking through the whole tree for nothing would cost a tenth of every keystroke.
 */
import {
  type AstNode,
  type AstNodeDescription,
  DefaultLinker,
  DefaultReferenceDescriptionProvider,
  DefaultScopeComputation,
  type LangiumCoreServices,
  type LocalSymbols,
  MultiMap,
  type ReferenceDescription,
} from 'langium';

class NoLinks extends DefaultLinker {
  override async link(): Promise<void> {}
  override unlink(): void {}
}

class NoSymbols extends DefaultScopeComputation {
  override async collectExportedSymbols(): Promise<AstNodeDescription[]> {
    return [];
  }

  override async collectLocalSymbols(): Promise<LocalSymbols> {
    return new MultiMap<AstNode, AstNodeDescription>();
  }
}

class NoDescriptions extends DefaultReferenceDescriptionProvider {
  override async createDescriptions(): Promise<ReferenceDescription[]> {
    return [];
  }
}

export const noReferences = {
  references: {
    Linker: (services: LangiumCoreServices) => new NoLinks(services),
    ScopeComputation: (services: LangiumCoreServices) => new NoSymbols(services),
  },
  workspace: { ReferenceDescriptionProvider: (services: LangiumCoreServices) => new NoDescriptions(services) },
};
