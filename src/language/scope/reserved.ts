/** @file Words that cannot be names. */
import { AstUtils, GrammarAST, GrammarUtils } from 'langium';
import { VlpromptGrammar } from '../generated/grammar.ts';
import { ALL } from './spots.ts';

let reserved: ReadonlySet<string> | undefined;

/** Keywords of the grammar, and `all`. */
export function isReservedWord(word: string): boolean {
  reserved ??= new Set([ALL, ...keywords()]);
  return reserved.has(word);
}

function keywords(): string[] {
  const rules = [...GrammarUtils.getAllReachableRules(VlpromptGrammar(), false)];
  const words = rules.flatMap((rule) => AstUtils.streamAllContents(rule).filter(GrammarAST.isKeyword).toArray());
  return words.map((keyword) => keyword.value).filter((word) => /^[a-z]+$/.test(word));
}
