/** @file The features, in the shapes that Langium and the language server protocol want them in. */
import type { PartialLangiumLSPServices } from 'langium/lsp';
import { actionProviders } from './providers/actions.ts';
import { formatProviders } from './providers/format.ts';
import { type HintSettings, hintProviders } from './providers/hints.ts';
import { navigationProviders } from './providers/navigation.ts';
import { signatureProviders } from './providers/signature.ts';
import { structureProviders } from './providers/structure.ts';
import { tokenProviders } from './providers/tokens.ts';
import { wordProviders } from './providers/words.ts';
import type { PromptWorkspace } from './workspace.ts';

/** Makes one provider of each kind; what they do is in `features/`. */
export function providers(
  workspace: PromptWorkspace,
  hintSettings: () => Promise<HintSettings | undefined>,
  canDownload: () => boolean,
): NonNullable<PartialLangiumLSPServices['lsp']> {
  return {
    ...structureProviders(workspace),
    ...wordProviders(workspace),
    ...navigationProviders(workspace),
    ...actionProviders(workspace, canDownload),
    ...formatProviders(workspace),
    ...signatureProviders(workspace),
    ...tokenProviders(workspace),
    ...hintProviders(workspace, hintSettings),
  };
}
