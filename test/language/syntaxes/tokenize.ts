/** @file Colours texts as VS Code does: the same libraries, the grammars of the manifest. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import onigurumaModule from 'vscode-oniguruma';
import textmate, { type IGrammar, type IRawGrammar } from 'vscode-textmate';

export interface Token {
  readonly start: number;
  readonly end: number;
  /** From the outermost to the innermost; the first is the language. */
  readonly scopes: readonly string[];
}

interface GrammarContribution {
  readonly language?: string;
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
  readonly tokenTypes?: Readonly<Record<string, string>>;
}

const root = new URL('../../../', import.meta.url);

/** As in `package.json`. */
export const contributions: readonly GrammarContribution[] = JSON.parse(
  readFileSync(new URL('package.json', root), 'utf8'),
).contributes.grammars;

/** Stands in for VS Code's own grammar of Markdown, of which only fenced blocks matter here. */
const markdown: GrammarContribution = {
  scopeName: 'text.html.markdown',
  path: 'test/language/syntaxes/markdown.tmLanguage.json',
};

const { OnigScanner, OnigString, loadWASM } = onigurumaModule;
const { INITIAL, Registry } = textmate;

const registry = new Registry({
  onigLib: loadOniguruma(),
  loadGrammar: async (scopeName) => readGrammar(scopeName),
  getInjections: (scopeName) =>
    contributions.filter((each) => each.injectTo?.includes(scopeName)).map((each) => each.scopeName),
});

async function loadOniguruma() {
  await loadWASM(readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')));
  return {
    createOnigScanner: (patterns: string[]) => new OnigScanner(patterns),
    createOnigString: (text: string) => new OnigString(text),
  };
}

/** Null, as the library asks, for a grammar of someone else. */
function readGrammar(scopeName: string): IRawGrammar | null {
  const found = [...contributions, markdown].find((each) => each.scopeName === scopeName);
  return found ? JSON.parse(readFileSync(new URL(found.path, root), 'utf8')) : null;
}

/** The tokens of every line. */
export async function tokenize(scopeName: string, text: string): Promise<Token[][]> {
  const grammar = await registry.loadGrammar(scopeName);
  if (grammar === null) throw new Error(`No grammar has the scope ${scopeName}.`);
  return tokenizeLines(grammar, text.split(/\r\n|\n/));
}

function tokenizeLines(grammar: IGrammar, lines: readonly string[]): Token[][] {
  let state = INITIAL;
  return lines.map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      start: startIndex,
      end: Math.min(endIndex, line.length),
      scopes,
    }));
  });
}

/** What `part` of a prompt file is coloured as; the innermost scope at its first character. */
export async function scopeOf(part: string, text: string): Promise<string> {
  const lines = text.split('\n');
  const row = lines.findIndex((line) => line.includes(part));
  const column = lines[row]?.indexOf(part) ?? -1;
  const tokens = await tokenize('source.vlprompt', text);
  return tokens[row]?.find((token) => token.start <= column && column < token.end)?.scopes.at(-1) ?? '';
}
