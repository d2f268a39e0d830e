/** @file Values that a prompt file itself lists: what is no weight, what stands twice, what is never chosen. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import { wildcardsIn } from '../scope/wildcards.ts';
import { checkList } from '../wildcard/check-values.ts';
import { badWeight, readHead } from '../wildcard/weight.ts';
import type { WildcardValue } from '../wildcard/wildcard-file.ts';

/** As in wildcard files, whose own problems are told there. */
export function checkWildcardLines(document: PromptDocument): Problem[] {
  const own = wildcardsIn(document).filter(
    ({ declaration, file }) => declaration.path === undefined && file === document.file,
  );
  return own.flatMap(({ node }) => [...node.values.flatMap(checkWeight), ...checkList(node, document.lines)]);
}

function checkWeight({ text }: WildcardValue): Problem[] {
  const head = readHead(text.text);
  if (head.kind !== 'bad') return [];
  const at = { start: text.offsetAt(0), end: text.offsetAt(head.written.length) };
  return [problem('bad-weight', at, badWeight(head.written))];
}
