/** @file Workspaces in tests: files with their texts, one of which holds wildcards and the cursor. */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Library } from '../../../../src/language/program/library.ts';
import type { WildcardView } from '../../../../src/language/wildcard/features/view.ts';
import { parseWildcardFile } from '../../../../src/language/wildcard/wildcard-file.ts';
import { cursorIn } from '../../cursor.ts';

/** @param marked the wildcard file's text with the cursor in it. @param others prompt files and other wildcard files. */
export function viewOf(
  file: string,
  marked: string,
  others: Readonly<Record<string, string>> = {},
): { readonly view: WildcardView; readonly offset: number } {
  const { text, offset } = cursorIn(marked);
  const library = new Library();
  for (const [name, content] of Object.entries({ ...others, [file]: text })) library.put(name, content);
  const documents = library.files().flatMap((name) => library.document(name) ?? []);
  const wildcards = library.wildcardFile(file) ?? parseWildcardFile(file, text);
  return { view: { file: wildcards, lines: TextDocument.create(file, 'vlwildcard', 0, text), documents }, offset };
}

/** Reads `wildcards/colour.txt` and `wildcards/things.yaml`; draws from some of them. */
export const shop = {
  'shop.vlprompt': `wildcard colour from "wildcards/colour.txt"
wildcard things from "wildcards/things.yaml"
template photo { "a photo of a __colour__ thing" }
let fruit = "__things/fruit__"
recipe still { prompt: "\${fruit}" }
recipe both { prompt: photo, "__things/tool*__" }
recipe plain { prompt: "nothing" }
`,
  'other.vlprompt': 'import "./shop.vlprompt"\nrecipe more { prompt: "__col*__" }\n',
};
