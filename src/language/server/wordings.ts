/** @file Other words for a class, as clients ask for them. */
import { URI } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type ClassWording,
  type ClassWordings,
  type WordingsParams,
  wordingsRequest,
} from '../../protocol/language.ts';
import type { PromptDocument } from '../document.ts';
import { otherWordings, promptsFor, type Wording } from '../features/wordings.ts';
import type { Class } from '../generated/ast.ts';
import type { PromptWorkspace } from './workspace.ts';

/** @param textOf the text of a file as it stands in the editor; undefined when no editor has it */
export function serveWordings(
  connection: Connection,
  workspace: PromptWorkspace,
  textOf: (uri: string) => string | undefined,
): void {
  connection.onRequest(wordingsRequest, (params: WordingsParams) => wordings(workspace, params, textOf(params.uri)));
}

async function wordings(
  workspace: PromptWorkspace,
  { uri, class: name }: WordingsParams,
  text: string | undefined,
): Promise<ClassWordings> {
  if (text === undefined) return null;
  const document = await workspace.completeText(URI.parse(uri), text);
  const declaration = document.tree.declarations.find((each) => each.keyword === 'class' && each.name === name);
  if (declaration?.keyword !== 'class') return null;
  const lines = TextDocument.create('', '', 0, text);
  return otherWordings(document, declaration).map((wording) => classWording(document, declaration, wording, lines));
}

function classWording(
  document: PromptDocument,
  declaration: Class,
  { captions, changes }: Wording,
  lines: TextDocument,
): ClassWording {
  const evaluations = document.tree.declarations.filter((each) => each.keyword === 'evaluate');
  return {
    captions,
    edits: changes.map(({ at, text }) => ({ start: lines.positionAt(at.start), end: lines.positionAt(at.end), text })),
    judged: evaluations.flatMap((evaluate) => {
      const prompts = promptsFor(document, evaluate, declaration, captions);
      return prompts === undefined ? [] : [{ evaluation: evaluate.name ?? '', prompts }];
    }),
  };
}
