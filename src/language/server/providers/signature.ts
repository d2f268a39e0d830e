/** @file Signature help. */
import type { PartialLangiumLSPServices } from 'langium/lsp';
import { MarkupKind, type SignatureHelp } from 'vscode-languageserver';
import { type Signature, signatureAt } from '../../features/signature.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { offsetOf } from './protocol.ts';

export function signatureProviders(workspace: PromptWorkspace): NonNullable<PartialLangiumLSPServices['lsp']> {
  return {
    SignatureHelp: {
      signatureHelpOptions: { triggerCharacters: ['(', ',', '>'], retriggerCharacters: [',', '>'] },
      provideSignatureHelp: (document, { position }) => {
        const open = workspace.documentOf(document);
        const found = signatureAt(open, offsetOf(open, position));
        return found && signatureHelp(found);
      },
    },
  };
}

function signatureHelp({ label, about, parameters, active }: Signature): SignatureHelp {
  return {
    signatures: [
      {
        label,
        documentation: { kind: MarkupKind.Markdown, value: about },
        parameters: parameters.map((parameter) => ({
          label: parameter.label,
          documentation: { kind: MarkupKind.Markdown, value: parameter.about },
        })),
      },
    ],
    activeSignature: 0,
    activeParameter: active,
  };
}
