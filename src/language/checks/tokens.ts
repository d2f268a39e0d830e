/** @file Prompts of more tokens than their model reads, counted with that model's own tokenizer. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { TokenCounter } from '../host.ts';
import type { EvaluationPlan, ModelSpec, Plan, RecipePlan, SourceSpan } from '../plan/plan.ts';

interface Sent {
  readonly text: string;
  readonly source: SourceSpan;
}

/** One report for each line of the file: its longest prompt. */
export async function checkTokens(document: PromptDocument, plan: Plan, count: TokenCounter): Promise<Problem[]> {
  const drawn = plan.recipes.map((recipe) => check(document, recipe.model.spec, sentToPainter(recipe), count));
  const judged = plan.evaluations.map((evaluation) =>
    check(document, evaluation.model.spec, sentToJudge(evaluation), count),
  );
  return (await Promise.all([...drawn, ...judged])).flat();
}

function sentToPainter(recipe: RecipePlan): Sent[] {
  const images = recipe.cells.flatMap((cell) => cell.images);
  return unique(
    images.flatMap(({ prompt, negative, source }) => [
      { text: prompt, source },
      { text: negative, source },
    ]),
  );
}

function sentToJudge(evaluation: EvaluationPlan): Sent[] {
  return unique(evaluation.classes.flatMap((each) => each.prompts));
}

function unique(sent: readonly Sent[]): Sent[] {
  return [...new Map(sent.map((each) => [each.text, each])).values()];
}

async function check(
  document: PromptDocument,
  model: ModelSpec,
  sent: readonly Sent[],
  count: TokenCounter,
): Promise<Problem[]> {
  const counted = await count(
    model,
    sent.map((each) => each.text),
  );
  if (counted === undefined) return [];
  const longest = new Map<string, { readonly sent: Sent; readonly tokens: number }>();
  sent.forEach((each, index) => {
    const tokens = counted.counts[index] ?? 0;
    const line = `${each.source.start.line}:${each.source.start.character}`;
    if (tokens > counted.limit && tokens > (longest.get(line)?.tokens ?? 0)) longest.set(line, { sent: each, tokens });
  });
  return [...longest.values()].map(({ sent: { text, source }, tokens }) => {
    const at = { start: document.lines.offsetAt(source.start), end: document.lines.offsetAt(source.end) };
    return problem('prompt-too-long', at, String(tokens), String(counted.limit), text);
  });
}
