/**
 * @file What to do where the parser lost its way: slips that people make, told by the line before the word that could
 * not be read and by that word itself. Where none fits, the parser's own sentence stands.
 */
import { withArticle } from '../diagnostics/article.ts';
import { guess } from '../diagnostics/guess.ts';
import type { ProblemFix } from '../diagnostics/problem.ts';
import { declarationRules } from '../settings/declaration-rules.ts';
import type { Extent } from '../tree/extent.ts';

export interface Remedy {
  readonly sentence: string;
  readonly fix?: ProblemFix;
}

interface Slip {
  /** Matches the line before the word. */
  readonly head: RegExp;
  readonly word: RegExp;
  readonly remedy: (head: RegExpExecArray, word: string, at: Extent) => Remedy | undefined;
}

/** @param head the line up to the word. @param word what could not be read; empty at the end of the file. */
export function remedyFor(head: string, word: string, at: Extent): Remedy | undefined {
  for (const slip of slips) {
    const match = slip.head.exec(head);
    const remedy = match && slip.word.test(word) ? slip.remedy(match, word, at) : undefined;
    if (remedy) return remedy;
  }
  return undefined;
}

/** The keywords that declarations begin with. */
export const declarationWords: readonly string[] = Object.keys(declarationRules);

const NAME = '([A-Za-z_][\\w-]*)';
const any = /^/;
const quote = /^"/;

const slips: readonly Slip[] = [
  {
    head: new RegExp(`\\bmodel\\s+${NAME}\\s*$`),
    word: quote,
    remedy: (head, _word, at) => ({
      sentence: `A model is written \`model ${head[1]} = "…"\`; add \`=\` before its place.`,
      fix: insert('=', at),
    }),
  },
  {
    head: new RegExp(`\\b(data|benchmark|wildcard)\\s+${NAME}\\s*$`),
    word: quote,
    remedy: (head, _word, at) => ({
      sentence: `A path follows \`from\`, such as \`${head[1]} ${head[2]} from "…"\`; add \`from\`.`,
      fix: insert('from', at),
    }),
  },
  {
    head: new RegExp(`\\bclass\\s+${NAME}\\s*$`),
    word: /^[=:]/,
    remedy: (head, word, at) => ({
      sentence: `The words of a class stand right after its name, such as \`class ${head[1]} "…"\`; take out \`${word}\`.`,
      fix: { title: `Take out \`${word}\``, at, text: '' },
    }),
  },
  {
    head: new RegExp(`\\b(let|group)\\s+${NAME}\\s*$`),
    word: /^["[\w]/,
    remedy: (head, _word, at) => ({
      sentence: `The value of a ${head[1] === 'let' ? 'constant' : 'group'} is written \`${head[1]} ${head[2]} = …\`; add \`=\`.`,
      fix: insert('=', at),
    }),
  },
  {
    head: /\b(let|group|model|data|class)\s+$/,
    word: new RegExp(`^${NAME}\\s*:?$`),
    remedy: (head, word) => reservedName(head[1] ?? '', word),
  },
  {
    head: new RegExp(`\\brecipe\\s+${NAME}\\s*$`),
    word: /^extends$/,
    remedy: (head) => ({
      sentence: `\`extends\` is a setting and stands inside, such as \`recipe ${head[1]} { extends: base }\`.`,
    }),
  },
  {
    head: new RegExp(`\\b(${declarationWords.join('|')})\\s+$`),
    word: new RegExp(`^${NAME}$`),
    remedy: (head, word) => (head[1] === 'import' ? undefined : reservedName(head[1] ?? '', word)),
  },
  {
    head: new RegExp(`\\b(template|wildcard|recipe|evaluate|learn|curate)\\s+${NAME}\\s*$`),
    word: any,
    remedy: (head, word) => ({
      sentence: `What ${withArticle(head[1] ?? '')} holds stands in braces, such as \`${head[1]} ${head[2]} { … }\`, not after ${shown(word)}.`,
    }),
  },
  {
    head: /\bimport\s*$/,
    word: /^[A-Za-z_]/,
    remedy: (_head, word) => ({
      sentence:
        word === 'from'
          ? 'An import is written `import "./file.vlprompt"`, without `from`, or `import { name } from "./file.vlprompt"`.'
          : `Names to import stand in braces, such as \`import { ${word} } from "./file.vlprompt"\`.`,
    }),
  },
  {
    head: new RegExp(`\\bgroup\\s+${NAME}\\s*=.*[\\w-]\\s*$`),
    word: new RegExp(`^${NAME}$`),
    remedy: (_head, word, at) => ({
      sentence: `The members of a group are separated by commas; add \`,\` before \`${word}\`.`,
      fix: insert(',', at),
    }),
  },
  {
    head: /\b(keep|drop|skip)\s*$/,
    word: any,
    remedy: (head, _word, at) => ({
      sentence: `\`${head[1]}\` is followed by \`where\` and a condition; add \`where\`.`,
      fix: insert('where', at),
    }),
  },
  {
    head: /\b(and|or|not|where)\s*$/,
    word: any,
    remedy: (head, word) => ({ sentence: `After \`${head[1]}\` a condition is expected, not ${shown(word)}.` }),
  },
  {
    head: /"\s*$/,
    word: /^,$/,
    remedy: (_head, _word, at) => ({
      sentence: 'Lines stand below one another, without commas; take out `,`.',
      fix: { title: 'Take out `,`', at, text: '' },
    }),
  },
  {
    head: /^\s*$/,
    word: /^[A-Za-z_]\w*$/,
    remedy: (_head, word, at) => misspelledWord(word, at),
  },
];

/** A keyword where a name is expected is the parser's mismatch; a keyword as a name is the author's. */
function reservedName(kind: string, word: string): Remedy | undefined {
  const isName = !grammarWords.has(word);
  return isName
    ? undefined
    : {
        sentence: `\`${word}\` is a word of the language and no name for ${withArticle(kind)}; choose another, such as \`${word}_\`.`,
      };
}

/** Words that the grammar takes before it takes a name. */
const grammarWords: ReadonlySet<string> = new Set([
  ...declarationWords,
  ...['from', 'expect', 'check', 'on', 'keep', 'drop', 'skip', 'where', 'or', 'and', 'not', 'in'],
]);

function misspelledWord(word: string, at: Extent): Remedy | undefined {
  const meant = guess(word, declarationWords);
  if (meant === undefined || meant === word) return undefined;
  return {
    sentence: `\`${word}\` begins no declaration (did you mean \`${meant}\`?).`,
    fix: { title: `Change to \`${meant}\``, at, text: meant },
  };
}

function insert(word: string, at: Extent): ProblemFix {
  return { title: `Add \`${word}\``, at: { start: at.start, end: at.start }, text: `${word} ` };
}

function shown(word: string): string {
  if (word === '') return 'the end of the file';
  return `\`${word.length > 40 ? `${word.slice(0, 40)}…` : word}\``;
}

/** Characters that other languages use, and what they are here. */
export const strangeCharacters: Readonly<Record<string, string>> = {
  '#': 'A comment begins with `//`, not with `#`.',
  ';': 'Settings and declarations end with their line; take out `;`.',
  "'": "A text stands in double quotes, not in `'`.",
  '`': 'A text stands in double quotes, not in backticks.',
  '“': 'A text stands in straight quotes `"`, not in “ ”.',
  '”': 'A text stands in straight quotes `"`, not in “ ”.',
  '„': 'A text stands in straight quotes `"`, not in „ “.',
  '‘': 'A text stands in straight quotes `"`, not in ‘ ’.',
  '«': 'A text stands in straight quotes `"`, not in « ».',
};
