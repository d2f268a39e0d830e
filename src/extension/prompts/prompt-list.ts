/** @file The prompts of a recipe or an evaluation, one a line, as a text to read. */
import { expandedPrompts, type PromptSource } from '../../language/plan/expanded-prompts.ts';
import type { Plan } from '../../language/plan/plan.ts';
import { counted } from '../../protocol/texts/figures.ts';

/** Headings begin with `#`; a prompt of several lines is shown on one. */
export function promptList(plan: Plan, name: string): string {
  const source = expandedPrompts(plan).find((candidate) => candidate.name === name);
  if (source === undefined) return `# Nothing is drawn or judged under the name ${name}, or it has errors.\n`;
  return `${[`# ${source.kind} ${name}: ${counted(source.classes.flatMap(({ prompts }) => prompts).length, 'prompt')}`, ...blocks(source)].join('\n')}\n`;
}

function blocks({ classes }: PromptSource): readonly string[] {
  return classes.flatMap(({ class: className, prompts }) => [
    '',
    ...(className === undefined ? [] : [`# ${className}`]),
    ...prompts.flatMap(({ prompt, negative }) => [
      onOneLine(prompt),
      ...(negative === undefined || negative === '' ? [] : [`# not: ${onOneLine(negative)}`]),
    ]),
  ]);
}

function onOneLine(prompt: string): string {
  return prompt.replace(/\s+/gu, (blank) => (blank.includes('\n') ? ' ⏎ ' : blank));
}
