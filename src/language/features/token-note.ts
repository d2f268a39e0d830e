/** @file How many tokens a prompt has, in words, as the model's own tokenizer counts. */
import type { PromptDocument } from '../document.ts';
import type { TokenCounter } from '../host.ts';
import { isPromptText } from '../scope/prompt-texts.ts';
import { type CountedSection, judgedSection, paintedSections } from './chunks.ts';
import { counted } from './counted.ts';
import { textAt } from './text-at.ts';

/** Markdown; empty outside of prompts, and where nobody can count. */
export async function tokenNoteAt(document: PromptDocument, offset: number, counter: TokenCounter): Promise<string> {
  const text = textAt(document, offset);
  if (text === undefined || !isPromptText(document, text)) return '';
  const [painted, judged] = await Promise.all([
    paintedSections(document, text, counter),
    judgedSection(document, text, counter),
  ]);
  return [painted ? paintedNote(painted) : '', judged ? judgedNote(judged) : '']
    .filter((note) => note !== '')
    .join('\n\n');
}

const CHUNK = 75;

function paintedNote(sections: readonly CountedSection[]): string {
  const tokens = sections.reduce((sum, { reading }) => sum + reading.count, 0);
  const chunks = sections.reduce((sum, { reading }) => sum + reading.chunks.length + 1, 0);
  const parts = sections.length > 1 ? `: ${sections.map(({ reading }) => reading.count).join(' + ')}` : '';
  return `Painter: ${counted(tokens, 'token', 'tokens')} in ${counted(chunks, 'chunk', 'chunks')} of ${CHUNK}${parts}.`;
}

function judgedNote({ section, reading }: CountedSection): string {
  const unread =
    reading.unreadFrom === undefined
      ? ''
      : `; from “${begin(section.text.slice(reading.unreadFrom))}” on nothing is read`;
  return `Judge: ${counted(reading.count, 'token', 'tokens')} of at most ${CHUNK}${unread}.`;
}

function begin(text: string): string {
  const words = text.trim();
  return words.length > 30 ? `${words.slice(0, 30)}…` : words;
}
