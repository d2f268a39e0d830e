/** @file Names and addresses of files as webviews see them. */

/** From an absolute path to an address that one webview may load. */
export type AddressOf = (file: string) => string;

/** The last part of a path or address, with either kind of slash. */
export function baseName(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  return safelyDecoded(name);
}

/** File names may hold a lone `%`, which is no escape. */
function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
