/** @file The prompts of a record as strings of our grammar, and the dialect that they are then read in. */
import type { Dialect } from '../../plan/plan.ts';
import type { GenerationRecord, RecordDialect } from '../generation-record.ts';
import { fromCompel } from './compel.ts';
import { expressible, promptBody, quotedPrompt } from './quote-prompt.ts';
import { fromSwarm, type PromptPiece } from './swarm-syntax.ts';

export interface RecipeWords {
  readonly emphasis: Dialect;
  /** With quotes. */
  readonly prompt: string;
  /** With quotes; absent when it is blank. */
  readonly negative?: string;
  readonly notes: readonly string[];
}

const emphases: { readonly [D in RecordDialect]: Dialect } = {
  a1111: 'a1111',
  'a1111-nonorm': 'a1111-nonorm',
  comfy: 'comfy',
  none: 'none',
  compel: 'comfy',
  swarm: 'comfy',
};

export function recipeWords(record: GenerationRecord): RecipeWords {
  const emphasis = emphases[record.dialect];
  // Blanks at the ends mean nothing to any tool, and often come with a text field; ours says what the author said.
  const words = (text: string) => wordsIn(record.tool === 'VLPrompt' ? text : text.trim(), record.dialect, emphasis);
  const prompt = words(record.prompt);
  const negative = words(record.negative);
  return {
    emphasis,
    prompt: prompt.text,
    ...((record.tool === 'VLPrompt' ? record.negative : record.negative.trim()) !== '' && { negative: negative.text }),
    notes: [...new Set([...prompt.notes, ...negative.notes])],
  };
}

interface Quoted {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Characters; longer prompts are read to here. */
const LONGEST = 50_000;

function wordsIn(whole: string, dialect: RecordDialect, emphasis: Dialect): Quoted {
  const text = whole.slice(0, LONGEST);
  const { text: quoted, notes } = quotedWords(text, dialect, emphasis);
  const cut = text === whole ? [] : [`A prompt was longer than ${LONGEST} characters; its end was left out.`];
  return { text: quoted, notes: [...cut, ...notes] };
}

function quotedWords(text: string, dialect: RecordDialect, emphasis: Dialect): Quoted {
  if (dialect === 'swarm') return quotedSwarm(text, emphasis);
  const { text: converted, notes } = dialect === 'compel' ? fromCompel(text) : { text, notes: [] };
  const words = expressible(converted, emphasis);
  return {
    text: quotedPrompt(words, emphasis),
    notes: [...notes, ...networkNotes(words, emphasis), ...lossNotes(converted, words)],
  };
}

function quotedSwarm(text: string, emphasis: Dialect): Quoted {
  const { pieces, notes } = fromSwarm(text);
  const hasChoices = pieces.some(({ kind }) => kind === 'choice');
  if (!hasChoices) return { text: quotedPrompt(expressible(text, emphasis), emphasis), notes };
  return { text: `"${pieces.map((piece) => pieceText(piece, emphasis)).join('')}"`, notes };
}

function pieceText(piece: PromptPiece, emphasis: Dialect): string {
  const body = (text: string) => promptBody(expressible(text, emphasis), emphasis);
  if (piece.kind === 'words') return body(piece.text);
  const options = piece.options
    .map((option) => body(option).replaceAll('|', '\\|').replaceAll('$$', '\\$\\$'))
    .join('|');
  return piece.count === '' ? `{${options}}` : `{${piece.count}$$${piece.separator}$$${options}}`;
}

/** What A1111 takes out of a prompt before its models read it, and ours do not. */
function networkNotes(text: string, emphasis: Dialect): readonly string[] {
  if (emphasis === 'comfy') return [];
  const networks = [...new Set(text.match(/<\w+:[^<>]+>/g) ?? [])].slice(0, 8);
  const note = `${networks.map((network) => `\`${network}\``).join(', ')} is read as plain words: this version reads no extra networks.`;
  const isMixed = /\bAND\b/.test(text);
  return [
    ...(networks.length === 0 ? [] : [note]),
    ...(isMixed ? ['`AND` mixed several prompts in every step; here it is a word like any other.'] : []),
  ];
}

function lossNotes(text: string, kept: string): readonly string[] {
  return text === kept
    ? []
    : ['Some characters that the tool itself does not read (stray backslashes, broken characters) were left out.'];
}
