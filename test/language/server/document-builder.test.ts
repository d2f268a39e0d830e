import assert from 'node:assert/strict';
import {
  Cancellation,
  createDefaultSharedCoreModule,
  DocumentState,
  EmptyFileSystem,
  inject,
  isOperationCancelled,
  type LangiumSharedCoreServices,
} from 'langium';
import { VlpromptGeneratedSharedModule } from '../../../src/language/generated/module.ts';
import { PromptDocumentBuilder } from '../../../src/language/server/document-builder.ts';

describe('PromptDocumentBuilder', () => {
  function builder(): PromptDocumentBuilder {
    const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), VlpromptGeneratedSharedModule, {
      workspace: { DocumentBuilder: (services: LangiumSharedCoreServices) => new PromptDocumentBuilder(services) },
    });
    return shared.workspace.DocumentBuilder as PromptDocumentBuilder;
  }

  it('answers who waits for phases in which nothing is to be done', async () => {
    const documents = builder();
    const updating = documents.update([], []);
    await Promise.all([
      documents.waitUntil(DocumentState.IndexedContent),
      documents.waitUntil(DocumentState.IndexedContent),
      documents.waitUntil(DocumentState.Validated),
    ]);
    await updating;
    await documents.waitUntil(DocumentState.Validated);
  });

  it('lets those go who do not want to wait any longer', async () => {
    const token = new Cancellation.CancellationTokenSource();
    const waiting = builder().waitUntil(DocumentState.Validated, token.token);
    token.cancel();
    await assert.rejects(waiting, isOperationCancelled);
  });
});
