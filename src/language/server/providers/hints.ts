/** @file Inlay hints, each kind as the client's settings say. */
import type { PartialLangiumLSPServices } from 'langium/lsp';
import { type InlayHint, MarkupKind } from 'vscode-languageserver';
import type { PromptDocument } from '../../document.ts';
import { chunkHints, type Hint, type HintKind, textHints } from '../../features/inlay-hints.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { extentOf } from './protocol.ts';

/** The client's setting `vlprompt.inlayHints`; what it leaves out is shown. */
export type HintSettings = { readonly [K in HintKind]?: boolean };

export function hintProviders(
  workspace: PromptWorkspace,
  settings: () => Promise<HintSettings | undefined>,
): NonNullable<PartialLangiumLSPServices['lsp']> {
  return {
    InlayHintProvider: {
      getInlayHints: async (document, { range }) => {
        const open = workspace.documentOf(document);
        const within = extentOf(open, range);
        const shown = (await settings()) ?? {};
        const count = shown.chunks === false ? undefined : workspace.tokenCounterFor(document.uri);
        const counted = count ? await chunkHints(open, within, count) : [];
        return [...textHints(open, within), ...counted]
          .filter(({ kind }) => shown[kind] !== false)
          .map((hint) => inlayHint(open, hint));
      },
    },
  };
}

function inlayHint({ lines }: PromptDocument, { offset, label, about, kind }: Hint): InlayHint {
  return {
    position: lines.positionAt(offset),
    label,
    tooltip: { kind: MarkupKind.Markdown, value: about },
    paddingLeft: kind === 'combinations',
  };
}
