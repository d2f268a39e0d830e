/** @file SwarmUI's `<…>` syntax: its random choices → our variants; what has no counterpart is named. */

/** A prompt in parts: words as they are, and choices. */
export type PromptPiece =
  | { readonly kind: 'words'; readonly text: string }
  | {
      readonly kind: 'choice';
      readonly count: string;
      readonly separator: string;
      readonly options: readonly string[];
    };

export interface SwarmPrompt {
  readonly pieces: readonly PromptPiece[];
  readonly notes: readonly string[];
}

export function fromSwarm(text: string): SwarmPrompt {
  const notes = new Set<string>();
  const pieces: PromptPiece[] = [];
  let from = 0;
  for (const tag of text.matchAll(/<(\w+)(?:\[([^\]<>]*)\])?:([^<>]*)>/g)) {
    const [written, name = '', count = '', data = ''] = tag;
    const choice = name === 'random' ? choiceOf(count, data) : undefined;
    if (choice === undefined) {
      notes.add(noteOf(name, written));
      continue;
    }
    pieces.push({ kind: 'words', text: text.slice(from, tag.index) }, choice);
    from = tag.index + written.length;
  }
  pieces.push({ kind: 'words', text: text.slice(from) });
  return { pieces, notes: [...notes] };
}

/** `<random[1-2,]:a|b>`: the separators are, by what there is, `||`, `|` or `,`. Undefined for ranges of numbers. */
function choiceOf(count: string, data: string): PromptPiece | undefined {
  const mark = ['||', '|', ','].find((candidate) => data.includes(candidate));
  const [, range = '', comma] = /^(\d*(?:-\d+)?)(,?)$/.exec(count) ?? [];
  if (mark === undefined || (count !== '' && comma === undefined)) return undefined;
  const options = data.split(mark).map((option) => option.trim());
  return { kind: 'choice', count: range, separator: comma === ',' ? ', ' : ' ', options };
}

const words: Readonly<Record<string, string>> = {
  wildcard: 'declare a `wildcard` and write its name between two underscores on each side',
  alternate: 'with `emphasis: a1111` it is `[a|b]`',
  fromto: 'with `emphasis: a1111` it is `[a:b:0.5]`',
  lora: 'this version reads no extra networks',
};

function noteOf(name: string, written: string): string {
  const remedy = Object.hasOwn(words, name) ? words[name] : 'it has no counterpart here';
  return `\`${written}\` was kept as written, and is read as plain words: ${remedy}.`;
}
