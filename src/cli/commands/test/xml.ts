/** @file XML 1.0 as text: elements whose attributes and contents cannot break out, whatever a name holds. */
import { printable } from '../../terminal/columns.ts';

/** Text that is XML already. */
export interface Xml {
  readonly xml: string;
}

/** Attributes without a value are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** @param content strings are text and are escaped */
export function element(name: string, attributes: Attributes, content: readonly (Xml | string)[] = []): Xml {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(printable(String(value)))}"`);
  const inner = content.map((part) => (typeof part === 'string' ? escaped(part) : `\n${part.xml}`)).join('');
  if (inner === '') return { xml: `<${name}${written.join('')}/>` };
  const isOfElements = content.every((part) => typeof part !== 'string');
  return { xml: `<${name}${written.join('')}>${inner}${isOfElements ? '\n' : ''}</${name}>` };
}

export function xmlDocument({ xml }: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 cannot say at all (section 2.2: control characters, halves of pairs, U+FFFE, U+FFFF) becomes `�`. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/gu, (character) => entities[character] ?? character);
}
