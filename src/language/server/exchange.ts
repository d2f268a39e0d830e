/** @file Recipes from other tools, and for them, as clients ask for them. */
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Failure } from '../../protocol/failure.ts';
import {
  type CommandParams,
  type CopyParams,
  commandRequest,
  copyRequest,
  type ImportParams,
  type ImportResult,
  importRequest,
} from '../../protocol/language.ts';
import { createDocument } from '../document.ts';
import { commandOf } from '../exchange/copy/command-of.ts';
import { diffusersScriptOf } from '../exchange/copy/diffusers-script-of.ts';
import { infotextOf } from '../exchange/copy/infotext-of.ts';
import { importImage } from '../exchange/import-image.ts';
import { namesIn } from '../exchange/recipe/file-names.ts';
import { insertionIn } from '../exchange/recipe/insertion.ts';

/** @param textOf the text of a file as it stands in the editor; undefined when no editor has it */
export function serveExchange(connection: Connection, textOf: (uri: string) => string | undefined): void {
  connection.onRequest(importRequest, (params: ImportParams) => importInto(params, textOf));
  connection.onRequest(copyRequest, ({ as, version, ...copied }: CopyParams) =>
    as === 'infotext' ? infotextOf(copied, version) : diffusersScriptOf(copied),
  );
  connection.onRequest(commandRequest, ({ file, recipe, shell }: CommandParams) => commandOf(file, recipe, shell));
}

/** An expected failure is an answer: errors of the protocol do not keep their codes. */
function importInto({ image, name, into }: ImportParams, textOf: (uri: string) => string | undefined): ImportResult {
  try {
    const document = createDocument(into?.uri ?? '', (into && textOf(into.uri)) ?? '');
    const lines = TextDocument.create('', '', 0, document.text);
    const offset = into?.position === undefined ? document.text.length : lines.offsetAt(into.position);
    const imported = importImage(Buffer.from(image, 'base64'), name, { names: namesIn(document) });
    const { at, text } = insertionIn(document, offset, imported.text);
    return { kind: 'recipe', name: imported.name, text, position: lines.positionAt(at), notes: imported.notes };
  } catch (error) {
    if (Failure.is(error)) return { kind: 'failure', code: error.code, message: error.message };
    throw error;
  }
}
