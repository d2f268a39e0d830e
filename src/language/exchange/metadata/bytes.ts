/** @file Bytes → characters. */

/** @param text of characters below U+0100 */
export function startsWith(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** ISO 8859-1: every byte is the character of its number. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  // In parts, for a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}

/** Damaged characters become U+FFFD. */
export function utf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

/** Undefined when the bytes are no UTF-8. */
export function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** PNG says that plain text is Latin-1, and many a writer puts UTF-8 there; what is good UTF-8 is never meant otherwise. */
export function latin1OrUtf8(bytes: Uint8Array): string {
  return strictUtf8(bytes) ?? latin1(bytes);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
