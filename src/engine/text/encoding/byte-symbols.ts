/**
 * @file Byte-level BPE writes each byte as one printable character (GPT-2's `bytes_to_unicode`): bytes that are printable
 * in Latin-1 stand for themselves, the others take the characters from U+0100 on.
 */

const printable = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);

/** 256 characters, by byte. */
const byteSymbols: readonly string[] = makeSymbols();

function makeSymbols(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : next++));
}

const encoder = new TextEncoder();

/** The symbols of a text's UTF-8 bytes. */
export function symbolsOf(text: string): string[] {
  return Array.from(encoder.encode(text), (byte) => byteSymbols[byte]!);
}
