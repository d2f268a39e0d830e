/** @file Tar archives of POSIX.1-1988 (ustar) that say nothing of a time, a user or a machine. */

const BLOCK = 512;

/** `name` in front of so many bytes: at most 100 bytes of ASCII. */
export function tarHeader(name: string, bytes: number): Uint8Array {
  if (!/^[!-~]{1,100}$/.test(name)) throw new Error(`${name} has no room in a header of a tar`);
  if (bytes >= 8 ** 11) throw new Error(`${name} is too large for a tar`);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${octal(bytes, 11)}\0`, 124);
  header.write(`${octal(0, 11)}\0`, 136);
  // The sum is taken with spaces in its place.
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  return header;
}

/** What fills the last block of a member. */
export function tarPadding(bytes: number): Uint8Array {
  return new Uint8Array((BLOCK - (bytes % BLOCK)) % BLOCK);
}

/** What ends an archive. */
export const tarEnd: Uint8Array = new Uint8Array(2 * BLOCK);

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
