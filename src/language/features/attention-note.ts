/** @file What the brackets around the cursor do, in words. */
import type { PromptDocument } from '../document.ts';
import type { Text } from '../generated/ast.ts';
import { type AttentionSpan, scanAttention } from '../prompt/attention/scan-attention.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { type Extent, touches } from '../tree/extent.ts';
import { code } from './markdown.ts';
import { readerOf } from './prompt-reader.ts';
import { writtenWeight } from './written-weight.ts';

/** Markdown; empty where no brackets have a meaning. */
export function attentionNote(document: PromptDocument, text: Text, offset: number): string {
  const { dialect, steps } = readerOf(document, text);
  const spans = scanAttention(promptOf(text).parts, dialect, steps).spans.filter((span) => touches(span, offset));
  const notes = spans.map((span) => notesOn[span.kind](document, span as never)).filter((note) => note !== '');
  return notes.length === 0 ? '' : [`Brackets (emphasis: ${dialect}):`, ...notes.map((note) => `- ${note}`)].join('\n');
}

type SpanOf<K extends AttentionSpan['kind']> = Extract<AttentionSpan, { kind: K }>;

const notesOn: {
  readonly [K in AttentionSpan['kind']]: (document: PromptDocument, span: SpanOf<K>) => string;
} = {
  group: (document, span) => {
    const own = span.own === undefined ? 'a weight that the template says' : `${writtenWeight(span.own)} times`;
    const effective = span.weight === undefined ? '' : `, in all ${writtenWeight(span.weight)} times`;
    return `${slice(document, span)} counts ${own}${effective}.`;
  },
  scheduled: (document, { from, to, when, isShare }) => {
    const until = when === undefined ? 'a step that the template says' : isShare ? share(when) : `step ${when}`;
    return `${from ? slice(document, from) : 'nothing'} until ${until}, then ${slice(document, to)}.`;
  },
  alternation: (document, { options }) =>
    `Each step reads the next of ${options.map((option) => slice(document, option)).join(', ')}.`,
  break: () => 'The rest begins a new chunk of 75 tokens.',
};

function share(when: number): string {
  return `${writtenWeight(when * 100)}% of the steps`;
}

const LONGEST = 60;

function slice({ text }: PromptDocument, { start, end }: Extent): string {
  const words = text.slice(start, end);
  if (words.trim() === '') return 'nothing';
  return code(words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words);
}
