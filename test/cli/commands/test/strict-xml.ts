/** @file XML as a strict reader sees it; everything that is not well formed, or not of what we write, is thrown. */

export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

/** XML 1.0, section 2.2. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

export function parseXml(document: string): Node {
  if (forbidden.test(document)) throw new Error('a character that XML does not know');
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(declaration)) throw new Error('no declaration');
  const reader = new Reader(document.slice(declaration.length).trim());
  const root = reader.element();
  if (!reader.isAtEnd) throw new Error('something follows the root');
  return root;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  element(): Node {
    const [, name = '', attributes = '', empty] = this.#take(/<([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/)?>/y);
    const children: Node[] = [];
    let text = '';
    while (empty === undefined && !this.#text.startsWith('</', this.#at)) {
      if (this.#text.startsWith('<', this.#at)) children.push(this.element());
      else text += unescaped(this.#take(/[^<]+/y)[0] ?? '');
    }
    if (empty === undefined) this.#take(new RegExp(`</${name}>`, 'y'));
    return { name, attributes: attributesOf(attributes), children, text };
  }

  #take(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) throw new Error(`not well formed at ${this.#text.slice(this.#at, this.#at + 60)}`);
    this.#at = pattern.lastIndex;
    return match;
  }
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value] as const);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error('an attribute twice');
  return Object.fromEntries(pairs.map(([name, value]) => [name, unescaped(value)]));
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&([a-z]*;?)/g, (_, name: string) => {
    const character = name.endsWith(';') ? entities[name.slice(0, -1)] : undefined;
    if (character === undefined) throw new Error(`&${name} is no entity`);
    return character;
  });
}
