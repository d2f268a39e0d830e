/** @file Names of folders for class names, which may be anything: folders must be possible on every disk. */

/** Names that Windows keeps for devices. */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/u;

/** Words by which Hugging Face finds splits in paths; between them stand what it takes for borders. */
const splitWord = /(^|[-._ 0-9])(train|training|validation|valid|val|dev|test|testing|eval|evaluation)($|[-._ 0-9])/;

/** Bytes of UTF-8; disks have room for 255, and paths on Windows for 260 characters altogether. */
const longest = 80;

/**
 * A folder for each class: letters, digits, spaces, dots and dashes of its name, different from all others also where
 * upper and lower case are one.
 * @param splitWords whether names that would be taken for a split (`test`) stay, or become `class-` and their number
 */
export function folderNames(classes: readonly string[], splitWords: 'kept' | 'numbered'): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const used = new Set<string>();
  for (const [index, name] of classes.entries()) {
    const folder = unused(plain(name, index, splitWords), used);
    used.add(sameOnDisk(folder));
    names.set(name, folder);
  }
  return names;
}

function plain(name: string, index: number, splitWords: 'kept' | 'numbered'): string {
  const kept = cut(name.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}._ -]+/gu, '_')).replace(/^[. ]+|[. ]+$/g, '');
  const numbered = `class-${index}`;
  if (kept === '' || (splitWords === 'numbered' && splitWord.test(kept.toLowerCase()))) return numbered;
  return device.test(kept.toLowerCase()) ? `${kept.replaceAll('.', '_')}_` : kept;
}

/** Whole characters alone. */
function cut(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > longest) break;
    kept += character;
  }
  return kept;
}

function unused(name: string, used: ReadonlySet<string>): string {
  let candidate = name;
  for (let count = 2; used.has(sameOnDisk(candidate)); count++) candidate = `${name}_${count}`;
  return candidate;
}

/** As the least careful disk compares names. */
function sameOnDisk(name: string): string {
  return name.normalize('NFKD').toLowerCase();
}
