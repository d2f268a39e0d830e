/** Names that Windows keeps for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/u;

const longest = 64;

/**
 * The name of a reviewer's folder in `reviews/`: letters, digits, dots and dashes of the reviewer's own name, in lower
 * case because some disks know no other. Two names may share a folder: every event says whose it is.
 */
export function reviewerFolder(reviewer: string): string {
  const plain = reviewer
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._]+/gu, '-')
    .slice(0, longest)
    .replace(/^[-.]+|[-.]+$/gu, '');
  if (plain === '') return 'reviewer';
  return reserved.test(plain) ? `${plain}-` : plain;
}
