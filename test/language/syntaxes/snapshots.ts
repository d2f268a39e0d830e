/**
 * @file Snapshots of how texts are coloured, for people: every line of the text after `>`, below it what each of its
 * tokens is. `npx tsx test/language/syntaxes/write.ts` writes them anew.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { type Token, tokenize } from './tokenize.ts';

const folder = new URL('texts/', import.meta.url);

const languages: Readonly<Record<string, string>> = {
  vlprompt: 'source.vlprompt',
  txt: 'text.vlwildcard',
  md: 'text.html.markdown',
};

/** Names of the texts that have a snapshot. */
export const colouredTexts = readdirSync(folder).filter((name) => !name.endsWith('.scopes'));

/** Where the snapshot of a text is kept. */
export function snapshotFile(name: string): URL {
  return new URL(`${name}.scopes`, folder);
}

/** What the snapshot of a text should hold. */
export async function snapshotOf(name: string): Promise<string> {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const scopeName = languages[name.slice(name.lastIndexOf('.') + 1)];
  if (scopeName === undefined) throw new Error(`No language has files such as ${name}.`);
  const tokens = await tokenize(scopeName, text);
  const lines = text.split('\n').flatMap((line, index) => [`>${line}`, ...marks(tokens[index] ?? [])]);
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Tokens that are of the language and of nothing else are left out. */
function marks(tokens: readonly Token[]): string[] {
  return tokens
    .filter((token) => token.end > token.start && token.scopes.length > 1)
    .map(({ start, end, scopes }) => `#${' '.repeat(start)}${'^'.repeat(end - start)} ${shorten(scopes)}`);
}

/** The name of the language says nothing that the file does not. */
function shorten([, ...scopes]: readonly string[]): string {
  return scopes.map((scope) => scope.replace(/\.(vlprompt|vlwildcard|markdown)$/, '')).join(' ');
}
