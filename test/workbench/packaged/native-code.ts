/** @file Which platform a native file is for, by its first bytes. */

/**
 * In Node's words, such as `linux-x64`.
 * @throws when it is no native file of a platform that is packaged for
 */
export function platformOf(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  if (magic === 0x7f454c46) return `linux-${named(elfMachines, view.getUint16(18, true))}`;
  if (magic === 0xcffaedfe) return `darwin-${named(machTypes, view.getUint32(4, true))}`;
  const header = view.getUint32(60, true);
  if (view.getUint16(0) === 0x4d5a && view.getUint32(header) === 0x50450000) {
    return `win32-${named(peMachines, view.getUint16(header + 4, true))}`;
  }
  throw new Error(`No native file begins with ${magic.toString(16)}.`);
}

/** `e_machine` of ELF, `cputype` of Mach-O, `Machine` of PE. */
const elfMachines = new Map([
  [0x3e, 'x64'],
  [0xb7, 'arm64'],
]);
const machTypes = new Map([
  [0x01000007, 'x64'],
  [0x0100000c, 'arm64'],
]);
const peMachines = new Map([
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
]);

function named(names: ReadonlyMap<number, string>, code: number): string {
  const name = names.get(code);
  if (name === undefined) throw new Error(`No architecture that is packaged for has the number ${code}.`);
  return name;
}
