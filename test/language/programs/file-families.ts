/** @file What must hold of whole files, whatever stands in them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DiagnosticCode } from '../../../src/language/diagnostics/codes.ts';
import type { Problem } from '../../../src/language/diagnostics/problem.ts';
import type { PromptDocument } from '../../../src/language/document.ts';
import { formatText } from '../../../src/language/format/format.ts';
import { formatHealthy } from '../../../src/language/format/partial.ts';
import { applyChanges } from '../../../src/language/format/text-change.ts';
import type { Plan } from '../../../src/language/plan/plan.ts';
import { anyText, tokenSoup } from '../texts.ts';
import { askEverything, check, open } from './ask-everything.ts';
import { type Family, family } from './family.ts';
import { MAIN, type Program, program } from './program.ts';
import { brokenProgram, scrambled } from './scramble.ts';

/** Generated programs are not counted out: some ask for more than a run may make, or for nothing. */
const tooMuch: ReadonlySet<DiagnosticCode> = new Set([
  'too-many-images',
  'too-many-prompts',
  'prompt-too-large',
  'file-too-large',
  'all-skipped',
  'prompt-too-long',
]);

const somewhere = fc.nat({ max: 0xffff });

export const fileFamilies: readonly Family[] = [
  family('any characters', 10, fc.tuple(anyText, somewhere), ([text, at]) => isAnswered({ [MAIN]: text }, at)),
  family('tokens in any order', 10, fc.tuple(tokenSoup, somewhere), ([text, at]) => isAnswered({ [MAIN]: text }, at)),
  family('scrambled tokens', 6, fc.tuple(scrambled(tokenSoup), somewhere), ([text, at]) =>
    isAnswered({ [MAIN]: text }, at),
  ),
  family('programs', 1, fc.tuple(program, somewhere), async ([files, at]) => {
    await isAnswered(files, at);
    await isGood(files);
  }),
  family('broken programs', 3, fc.tuple(brokenProgram, somewhere), ([files, at]) => isAnswered(files, at)),
];

async function isAnswered(files: Program, at: number): Promise<void> {
  const document = await open(files);
  await askEverything(document, at % (document.text.length + 1));
  isFormattedForGood(document.text);
}

function isFormattedForGood(text: string): void {
  const formatted = formatText(text);
  assert.equal(formatText(formatted), formatted, 'format(format(x)) is not format(x)');
  const healthy = applyChanges(text, formatHealthy(text));
  assert.equal(applyChanges(healthy, formatHealthy(healthy)), healthy, 'formatting of what is healthy is not at rest');
}

async function isGood(files: Program): Promise<void> {
  const document = await open(files);
  const { problems, plan } = await check(document);
  const errors = problems.filter(({ code, severity }) => severity === 'error' && !tooMuch.has(code));
  if (errors[0]) assert.fail(`A good program has the error ${shown(document, errors[0])}`);
  assert.deepEqual(document.syntax, []);
  const again = await check(await open(files));
  assert.deepEqual(again.plan, plan, 'the plan differs from time to time');
  const formatted = Object.entries(files).map(([file, text]) => [file, isPrompts(file) ? formatText(text) : text]);
  const after = await check(await open(Object.fromEntries(formatted)));
  assert.deepEqual(meaningOf(after.plan), meaningOf(plan), 'formatting changed the plan');
}

function isPrompts(file: string): boolean {
  return file.endsWith('.vlprompt');
}

function shown({ text }: PromptDocument, { code, message, at }: Problem): string {
  return `${code}: ${message} At: ${text.slice(at.start, at.end)}`;
}

/** Without places in the text, which formatting is there to change. */
function meaningOf(plan: Plan): unknown {
  return JSON.parse(
    JSON.stringify(plan, (key, value: unknown) => (key === 'span' || key === 'source' ? undefined : value)),
  );
}
