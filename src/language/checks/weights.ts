/** @file Weights that nobody asks for: of prompts of which every variant is read. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Text } from '../generated/ast.ts';
import { promptLines } from '../plan/prompt-lines.ts';
import { isExpanded } from '../plan/variants.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { choicesIn } from './prompts.ts';

export function checkWeights(document: PromptDocument): Problem[] {
  return document.tree.declarations.flatMap((declaration) => {
    if (declaration.keyword === 'evaluate') return unused(promptLines(document, declaration), 'A judge reads');
    if (declaration.keyword !== 'recipe' || !isExpanded(document, declaration)) return [];
    return unused(promptLines(document, declaration), '`expand: all` draws');
  });
}

/** A variant of weight 0 is never taken, also here. */
function unused(lines: readonly Text[], who: string): Problem[] {
  const weighted = lines
    .flatMap((line) => choicesIn(promptOf(line).parts))
    .filter((choice) => choice.options.some(({ weight }) => weight > 0 && weight !== 1));
  return weighted.map((choice) => problem('unused-weights', choice, who));
}
