/**
 * @file A1111's `parameters`: the prompt, then a line `Negative prompt: …`, then a line of `Key: value` pairs. The rules
 * are those of its own reader: the last line holds settings when it has three or more pairs, lines lose the blanks
 * around them, a value in quotes is a JSON string.
 */
import type { GenerationRecord, RecordDialect } from '../generation-record.ts';
import { given } from './given.ts';
import { numberOf, parseObject, seedOf } from './json.ts';

export interface Infotext {
  readonly prompt: string;
  readonly negative: string;
  /** In the order written; of two of one name the last. */
  readonly settings: ReadonlyMap<string, string>;
}

const NEGATIVE = 'Negative prompt:';

export function parseInfotext(text: string): Infotext {
  const lines = text.trim().split('\n');
  const last = settingsIn(lines.at(-1) ?? '');
  const hasSettings = last.length >= 3;
  const words = (hasSettings ? lines.slice(0, -1) : lines).map((line) => line.trim());
  const split = words.findIndex((line) => line.startsWith(NEGATIVE));
  const [positive, negative] = split < 0 ? [words, []] : [words.slice(0, split), words.slice(split)];
  return {
    prompt: positive.join('\n'),
    negative: negativeText(negative),
    settings: new Map(hasSettings ? last : []),
  };
}

/** Empty lines before its first words fall away, as in the tool. */
function negativeText(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    const words = line.startsWith(NEGATIVE) ? line.slice(NEGATIVE.length).trim() : line;
    return text === '' ? words : `${text}\n${words}`;
  }, '');
}

/**
 * Every match of `\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)`, which is A1111's own, in time in proportion to
 * the line.
 */
function settingsIn(line: string): [string, string][] {
  const found: [string, string][] = [];
  const key = /([\p{L}\p{N}_][\p{L}\p{N}_ \-/]+)(:?)/uy;
  for (let index = 0; index < line.length; ) {
    key.lastIndex = index;
    const [written, name = '', colon] = key.exec(line) ?? [];
    if (written === undefined || colon === '') {
      index += written?.length ?? 1;
      continue;
    }
    const value = valueAt(line, index + written.length);
    found.push([name, value.text]);
    index = value.end;
  }
  return found;
}

function valueAt(line: string, start: number): { readonly text: string; readonly end: number } {
  const from = start + (/^\s*/.exec(line.slice(start, start + 64))?.[0].length ?? 0);
  const quotedEnd = line[from] === '"' ? closingQuote(line, from) : -1;
  if (quotedEnd >= 0 && (quotedEnd === line.length || line[quotedEnd] === ',')) {
    return { text: unquoted(line.slice(from, quotedEnd)), end: quotedEnd + 1 };
  }
  const comma = line.indexOf(',', from);
  const end = comma < 0 ? line.length : comma;
  return { text: line.slice(from, end), end: end + 1 };
}

/** The index after it; -1 when there is none. */
function closingQuote(line: string, start: number): number {
  for (let index = start + 1; index < line.length; index++) {
    if (line[index] === '\\') index++;
    else if (line[index] === '"') return index > start + 1 ? index + 1 : -1;
  }
  return -1;
}

function unquoted(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}

/** Settings that have a field of their own in a record; all others are named as unread. */
const known: ReadonlySet<string> = new Set([
  'Steps',
  'Sampler',
  'Schedule type',
  'CFG scale',
  'Seed',
  'Size',
  'Model',
  'Model hash',
  'Clip skip',
  'Denoising strength',
  'RNG',
  'Emphasis',
  'Version',
]);

/** Undefined when the text has no settings that are A1111's, so that it may be anything; JSON is another tool's. */
export function readInfotext(text: string): GenerationRecord | undefined {
  const { prompt, negative, settings } = parseInfotext(text);
  const isTheirs = [...settings.keys()].some((key) => known.has(key));
  if (!isTheirs || parseObject(text) !== undefined) return undefined;
  return {
    ...writerOf(settings),
    prompt,
    negative,
    ...numbersOf(settings),
    ...namesOf(settings),
    loras: [],
    unread: [...settings].filter((setting) => isUnread(setting, settings)).map(([key, value]) => `${key}: ${value}`),
    notes: [],
  };
}

function isUnread([key, value]: readonly [string, string], settings: ReadonlyMap<string, string>): boolean {
  if (key === 'Emphasis') return !dialects.has(value);
  return !known.has(key) || (key === 'Denoising strength' && isOfSecondPass(settings));
}

/** Then the strength is that of the second pass, and the picture was not begun from another. */
function isOfSecondPass(settings: ReadonlyMap<string, string>): boolean {
  return [...settings.keys()].some((key) => key.startsWith('Hires '));
}

/** Nodes of ComfyUI write the same text, of prompts that ComfyUI reads. */
function writerOf(settings: ReadonlyMap<string, string>): Pick<GenerationRecord, 'tool' | 'dialect' | 'noise'> {
  if (settings.get('Version') === 'ComfyUI') return { tool: 'ComfyUI', dialect: 'comfy', noise: 'cpu' };
  // Nothing said of the noise means the graphics card, the tool's default.
  const noise = noises.get(settings.get('RNG') ?? '') ?? 'gpu';
  return { tool: 'A1111', dialect: dialectOf(settings.get('Emphasis')), noise };
}

const dialects: ReadonlyMap<string, RecordDialect> = new Map([
  ['Original', 'a1111'],
  ['No norm', 'a1111-nonorm'],
  ['None', 'none'],
]);

/** Older versions say nothing and have `Original`. */
function dialectOf(emphasis: string | undefined): RecordDialect {
  return dialects.get(emphasis ?? '') ?? 'a1111';
}

function numbersOf(settings: ReadonlyMap<string, string>) {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(settings.get('Size') ?? '') ?? [];
  return given({
    seed: seedOf(settings.get('Seed')),
    steps: numberOf(settings.get('Steps')),
    guidance: numberOf(settings.get('CFG scale')),
    clipSkip: numberOf(settings.get('Clip skip')),
    denoise: isOfSecondPass(settings) ? undefined : numberOf(settings.get('Denoising strength')),
    size: width === undefined ? undefined : { width: Number(width), height: Number(height) },
  });
}

const noises: ReadonlyMap<string, 'cpu' | 'software'> = new Map([
  ['CPU', 'cpu'],
  ['NV', 'software'],
]);

function namesOf(settings: ReadonlyMap<string, string>) {
  const [name, hash] = [settings.get('Model'), settings.get('Model hash')];
  return given({
    version: settings.get('Version'),
    sampler: settings.get('Sampler'),
    schedule: settings.get('Schedule type'),
    model: name === undefined && hash === undefined ? undefined : given({ name, hash }),
  });
}
