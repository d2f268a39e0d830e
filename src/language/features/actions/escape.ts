/** @file Characters that shall stand for themselves, and back. */
import { inserted, replaced, type TextChange } from '../../format/text-change.ts';
import { scanAttention } from '../../prompt/attention/scan-attention.ts';
import type { Part } from '../../prompt/part.ts';
import { partsIn } from '../../prompt/parts-in.ts';
import { touches } from '../../tree/extent.ts';
import { readerOf } from '../prompt-reader.ts';
import { type Action, type ActionContext, promptIn, type SelectedPrompt, sliceOf } from './action.ts';
import { partsAround } from './parts-around.ts';

export function escapes(context: ActionContext): Action[] {
  const prompt = promptIn(context);
  if (prompt === undefined) return [];
  const isSelected = context.range.end > context.range.start;
  return [...(isSelected ? escapeSelection(context) : escapeAround(context, prompt)), ...unescapes(context, prompt)];
}

function escapeSelection({ document, range }: ActionContext): Action[] {
  const written = sliceOf(document, range).replace(/\\[\s\S]|[{}()[\]|$]|__/g, (found) =>
    found.startsWith('\\') ? found : [...found].map((character) => `\\${character}`).join(''),
  );
  if (written === sliceOf(document, range)) return [];
  return [
    {
      title: 'Escape: let these characters stand for themselves',
      kind: 'refactor.rewrite',
      changes: [replaced(range, written)],
    },
  ];
}

function escapeAround(context: ActionContext, prompt: SelectedPrompt): Action[] {
  const [part] = partsAround(prompt.parts, context.range);
  const marks = part ? marksOf(part) : bracketsAround(context, prompt);
  if (marks.length === 0) return [];
  const what = marks.map(({ start, end }) => context.document.text.slice(start, end)).join('…');
  const changes = marks.flatMap(({ start, end }) =>
    Array.from({ length: end - start }, (_, index) => inserted(start + index, '\\')),
  );
  return [{ title: `Escape: let \`${what}\` stand for itself`, kind: 'refactor.rewrite', changes }];
}

interface Mark {
  readonly start: number;
  readonly end: number;
}

function marksOf(part: Part): Mark[] {
  const { start, end } = part;
  if (part.kind === 'wildcard')
    return [
      { start, end: start + 2 },
      { start: end - 2, end },
    ];
  if (part.kind === 'interpolation') return [{ start, end: start + 1 }];
  return part.kind === 'choice'
    ? [
        { start, end: start + 1 },
        { start: end - 1, end },
      ]
    : [];
}

/** The innermost brackets of attention or scheduling. */
function bracketsAround({ document, range }: ActionContext, { text, parts }: SelectedPrompt): Mark[] {
  const { spans } = scanAttention(parts, readerOf(document, text).dialect);
  const span = spans.findLast((each) => each.kind !== 'break' && touches(each, range.start));
  if (span === undefined || (span.kind === 'group' && span.close === undefined)) return [];
  return [
    { start: span.start, end: span.start + 1 },
    { start: span.end - 1, end: span.end },
  ];
}

function unescapes({ document, range }: ActionContext, { parts }: SelectedPrompt): Action[] {
  const escaped = partsIn(parts).filter(
    (part) => part.kind === 'text' && part.isEscaped && part.start < range.end && range.start < part.end,
  );
  const changes: TextChange[] = escaped
    .filter((part) => part.end - part.start === 2 && /[^\\"A-Za-z0-9]/.test(document.text[part.start + 1] ?? ''))
    .map(({ start }) => replaced({ start, end: start + 1 }, ''));
  return changes.length === 0
    ? []
    : [{ title: 'Unescape: give these characters their meaning', kind: 'refactor.rewrite', changes }];
}
