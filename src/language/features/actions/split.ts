/** @file `BREAK` where a painter begins a new chunk anyway, so that the author decides where. */
import { inserted } from '../../format/text-change.ts';
import type { TokenCounter } from '../../host.ts';
import { placeOf } from '../../tree/places.ts';
import { chunkBorders, paintedSections } from '../chunks.ts';
import { readerOf } from '../prompt-reader.ts';
import { type Action, type ActionContext, promptIn } from './action.ts';

/** Only dialects that know the word. */
export async function splittings(context: ActionContext, count: TokenCounter): Promise<Action[]> {
  const { document } = context;
  const prompt = promptIn(context);
  if (prompt === undefined || !readerOf(document, prompt.text).dialect.startsWith('a1111')) return [];
  const borders = chunkBorders((await paintedSections(document, prompt.text, count)) ?? []);
  const { start, end } = placeOf(prompt.text);
  const own = borders.filter((border) => border.file === document.file && start < border.start && border.start < end);
  const changes = own.map((border) => inserted(border.start, breakBefore(document.text, border.start)));
  return changes.length === 0
    ? []
    : [{ title: 'Split at the token limit with `BREAK`', kind: 'refactor.rewrite', changes }];
}

function breakBefore(text: string, offset: number): string {
  const space = /\s/.test(text[offset - 1] ?? ' ') ? '' : ' ';
  return `${space}BREAK${/\s/.test(text[offset] ?? ' ') ? '' : ' '}`;
}
