/** @file What the parser says about a text that it cannot read, in the author's words. */
import { LangiumParserErrorMessageProvider } from 'langium';
import { declarationWords } from './remedies.ts';

interface TokenKind {
  readonly name: string;
}
interface Token {
  readonly image: string;
}

const spoken: Readonly<Record<string, string>> = {
  EOF: 'the end of the file',
  KEY: 'a setting such as `key: value`',
  NAME: 'a name',
  QUOTED: 'a text in quotes',
  DECIMAL: 'a number',
};

export class PromptSyntaxMessages extends LangiumParserErrorMessageProvider {
  override buildMismatchTokenMessage(options: { expected: TokenKind; actual: Token }): string {
    if (options.expected.name === 'EOF') return this.buildNotAllInputParsedMessage({ firstRedundant: options.actual });
    return `Here ${wanted(options.expected)} is expected, not ${found(options.actual)}.`;
  }

  override buildNoViableAltMessage(options: { actual: Token[] }): string {
    return `${sentence(found(options.actual[0]))} cannot stand here.`;
  }

  override buildEarlyExitMessage(options: { actual: Token[] }): string {
    return `Here a value is expected, not ${found(options.actual[0])}.`;
  }

  override buildNotAllInputParsedMessage(options: { firstRedundant: Token }): string {
    return `${sentence(found(options.firstRedundant))} begins no declaration; one begins with ${declarationWords.slice(0, -1).join(', ')} or ${declarationWords.at(-1)}.`;
  }
}

function wanted(kind: TokenKind): string {
  return spoken[kind.name] ?? `\`${kind.name}\``;
}

function found(token: Token | undefined): string {
  const image = token?.image ?? '';
  if (image === '') return 'the end of the file';
  const shown = image.length > 40 ? `${image.slice(0, 40)}…` : image;
  return `\`${shown}\``;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
