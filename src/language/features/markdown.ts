/**
 * @file Text of a prompt file as part of Markdown. VS Code fetches the images that a hover names, so a file that was
 * merely opened must not be able to name one.
 */

/** Text that stands for itself, with nothing in it that Markdown would take for markup. */
export function literal(text: string): string {
  return text.replace(/[\\`*_[\]<>&~|]/g, '\\$&');
}

/** Text as it is written in the file, as code on one line. */
export function code(text: string): string {
  // A line break of any kind could begin a paragraph, outside of the code.
  const line = text.replace(/\s+/g, (blank) => (/[\r\n]/.test(blank) ? ' ' : blank));
  // Two backticks with nothing between would be a fence of their own.
  if (line === '') return code(' ');
  const longest = (line.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}

/** Markdown that someone wrote, in which images are no more than links. */
export function withoutImages(markdown: string): string {
  // A reference and no backslash: one before it would turn that into two, and leave the image.
  return markdown.replace(/!(?=\[)/g, '&#33;');
}
