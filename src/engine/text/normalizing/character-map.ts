/**
 * @file SentencePiece's table of what characters become (`precompiled_charsmap`): a double-array trie over UTF-8 bytes
 * (darts-clone), and the texts it leads to, each ended by a zero byte.
 * https://github.com/google/sentencepiece/blob/master/src/normalizer.cc
 */
import { Failure } from '../../../protocol/failure.ts';
import type { Cut, Rewriting } from './aligned-text.ts';

export interface CharacterMap {
  /** What the longest known beginning of some characters becomes, and how many of them it has. */
  longest(characters: readonly string[], from: number): { readonly count: number; readonly to: string } | undefined;
  /** What the shortest known beginning of a text becomes. */
  shortest(text: string): string | undefined;
}

/**
 * @param place the file, for the message
 * @throws Failure `model-corrupt`
 */
export function characterMapOf(bytes: Uint8Array, place: string): CharacterMap {
  const size = bytes.length < 4 ? Number.NaN : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (!(size % 4 === 0 && size > 0 && size + 4 <= bytes.length)) {
    throw new Failure('model-corrupt', `${place} has a damaged table of characters; download it again.`);
  }
  // Copied, as numbers of four bytes must begin at a multiple of four.
  const units = new Uint32Array(Uint8Array.from(bytes.subarray(4, 4 + size)).buffer);
  return new TrieMap(units, bytes.subarray(4 + size));
}

const encoder = new TextEncoder();

/** Characters of an entry, and bytes that one becomes; of Unicode's own compatibility forms it is 33 bytes. */
const LONGEST_ENTRY = 64;
const LONGEST_TEXT = 256;

/** Where a walk stands, and where the text of what it has come through begins. */
interface Step {
  readonly node: number;
  readonly leaf: number | undefined;
}

class TrieMap implements CharacterMap {
  readonly #units: Uint32Array;
  readonly #texts: Uint8Array;
  readonly #root: number;

  constructor(units: Uint32Array, texts: Uint8Array) {
    this.#units = units;
    this.#texts = texts;
    this.#root = offsetOf(units[0]!);
  }

  longest(characters: readonly string[], from: number) {
    let found: { count: number; leaf: number } | undefined;
    let node: number | undefined = this.#root;
    const end = Math.min(characters.length, from + LONGEST_ENTRY);
    for (let i = from; i < end && node !== undefined; i++) {
      const step: Step | undefined = this.#walk(node, characters[i]!);
      if (step?.leaf !== undefined) found = { count: i - from + 1, leaf: step.leaf };
      node = step?.node;
    }
    return found && { count: found.count, to: this.#textAt(found.leaf) };
  }

  shortest(text: string): string | undefined {
    let node = this.#root;
    for (const character of text) {
      const step = this.#walk(node, character);
      if (step === undefined) return undefined;
      if (step.leaf !== undefined) return this.#textAt(step.leaf);
      node = step.node;
    }
    return undefined;
  }

  /** Over the bytes of a character; undefined where the trie ends. */
  #walk(from: number, character: string): Step | undefined {
    let node = from;
    let leaf: number | undefined;
    for (const byte of encoder.encode(character)) {
      node ^= byte;
      const unit = this.#units[node];
      if (unit === undefined || labelOf(unit) !== byte) return undefined;
      node ^= offsetOf(unit);
      leaf = hasLeaf(unit) ? (this.#units[node] ?? 0) & 0x7fffffff : undefined;
    }
    return { node, leaf };
  }

  #textAt(start: number): string {
    const texts = this.#texts.subarray(start, start + LONGEST_TEXT);
    const end = texts.indexOf(0);
    return new TextDecoder().decode(texts.subarray(0, end < 0 ? undefined : end));
  }
}

function labelOf(unit: number): number {
  return (unit & 0x800000ff) >>> 0;
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}

function hasLeaf(unit: number): boolean {
  return (unit & 0x100) !== 0;
}

/** As the SentencePiece library reads the table: at each place what is longest. */
export function rewriteByCharacters(map: CharacterMap): Rewriting {
  return byCuts((text) => {
    const characters = Array.from(text);
    const cuts: Cut[] = [];
    for (let at = 0; at < characters.length; ) {
      const { count, to } = map.longest(characters, at) ?? { count: 1, to: characters[at]! };
      cuts.push([characters.slice(at, at + count).join(''), to]);
      at += count;
    }
    return cuts;
  });
}

/** Bytes; tokenizers looks up no longer grapheme as a whole. */
const LONGEST_GRAPHEME = 5;

/** As the tokenizers library reads the table: graphemes, then their characters, the shortest entry of each. */
export function rewriteByGraphemes(map: CharacterMap): Rewriting {
  // Made for those who need it: it takes longer to make than the whole of a small tokenizer.
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  return byCuts((text) =>
    Array.from(graphemes.segment(text)).flatMap(({ segment }): readonly Cut[] => {
      const isShort = encoder.encode(segment).length <= LONGEST_GRAPHEME;
      const whole = isShort ? map.shortest(segment) : undefined;
      if (whole !== undefined) return [[segment, whole]];
      return Array.from(segment, (character) => [character, map.shortest(character) ?? character]);
    }),
  );
}

function byCuts(cut: Rewriting['cut']): Rewriting {
  return {
    cut,
    rewrite: (text) =>
      cut(text)
        .map(([, to]) => to)
        .join(''),
  };
}
