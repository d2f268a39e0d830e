/** @file The language's own parts, put into Langium's service container. */
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
  type LangiumGeneratedCoreServices,
  type Module,
} from 'langium';
import { VlpromptGeneratedModule, VlpromptGeneratedSharedModule } from '../generated/module.ts';
import { PromptSyntaxMessages } from './messages.ts';
import { createSparingParser } from './node-builder.ts';
import { PromptLexer, PromptTokenBuilder } from './tokens.ts';

/** Shared by the language server and by `parse`. */
export const parserModule = {
  parser: {
    TokenBuilder: () => new PromptTokenBuilder(),
    Lexer: (services: LangiumCoreServices) => new PromptLexer(services),
    ParserErrorMessageProvider: () => new PromptSyntaxMessages(),
    LangiumParser: createSparingParser,
  },
};

/** The parser alone, without a server around it. */
export function createCoreServices(): LangiumCoreServices {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), VlpromptGeneratedSharedModule);
  const generated: Module<LangiumCoreServices, LangiumGeneratedCoreServices> = VlpromptGeneratedModule;
  const services = inject(createDefaultCoreModule({ shared }), generated, parserModule);
  shared.ServiceRegistry.register(services);
  return services;
}
