/** @file Texts that nobody writes by hand: all at once, nested without end, of strange characters. */
import { createDocument } from '../../src/language/document.ts';
import { parseWildcardFile } from '../../src/language/wildcard/wildcard-file.ts';
import { askEverything } from './programs/ask-everything.ts';

describe('a hostile text', () => {
  const large: readonly (readonly [string, string])[] = [
    ['a megabyte in one string', `class a "${'x'.repeat(1_000_000)}"`],
    ['a megabyte of a name', 'a'.repeat(1_000_000)],
    ['a megabyte of hyphenated name', 'a-'.repeat(500_000)],
    ['a megabyte of digits', '1'.repeat(1_000_000)],
    ['a megabyte of spaces', `a${' '.repeat(1_000_000)}b`],
    ['open comments', '/* '.repeat(100_000)],
    ['quotes', '"'.repeat(100_000)],
    ['triple quotes', '""" '.repeat(50_000)],
    ['NUL', '\0'.repeat(100_000)],
    ['10 000 open braces', '{'.repeat(10_000)],
    ['10 000 open brackets', `recipe a { guidance: ${'['.repeat(10_000)}`],
    ['10 000 negations', `curate a { keep where ${'not '.repeat(10_000)} x }`],
    ['10 000 parentheses', `curate a { keep where ${'('.repeat(10_000)}x${')'.repeat(10_000)} }`],
    ['10 000 nested variants', `template t { "${'{'.repeat(10_000)}${'}'.repeat(10_000)}" }`],
    ['10 000 declarations in one line', 'class a "b" '.repeat(10_000)],
    ['10 000 settings in one line', `recipe r { ${'steps: 3 '.repeat(10_000)}}`],
    ['20 000 numbers in one line', `recipe r { prompt: "x" guidance: [${'1, '.repeat(20_000)}1] }`],
    ['a megabyte of prompt in one line', `template t { "${'a {red|blue}, '.repeat(70_000)}" }`],
    ['a megabyte of escapes', `template t { "${'\\('.repeat(500_000)}" }`],
    ['10 000 nested attentions', `template t { "${'('.repeat(10_000)}a${':1.1)'.repeat(10_000)}" }`],
    ['10 000 nested schedules', `template t { "${'['.repeat(10_000)}a${':b:0.5]'.repeat(10_000)}" }`],
    ['10 000 open interpolations', `template t { "${'${'.repeat(10_000)}" }`],
    ['2000 nested bodies', 'recipe r { '.repeat(2000)],
    ['10 000 triple quotes with braces', `template t { ${'"""{a|'.repeat(10_000)} }`],
    ['only carriage returns', 'class a "b"\rclass c "d"\r\r// e\rrecipe r {\r}'],
    [
      'all kinds of line breaks',
      'class a "b"\r\nclass c "d"\n\rclass e "f"\u2028class g "h"\u2029\u0085class i "j"\v\f',
    ],
    ['a byte order mark', '\uFEFFclass a "b"\r\n\uFEFFclass \uFEFFc "\uFEFF"\r\n'],
    ['lone surrogates', 'class a "\uD800" class \uDC00 "\uDC00\uD800" // \uD83D\ntemplate t { "{\uDFFF|\uD800}" }'],
    ['right-to-left marks', 'class \u202Ea\u202C "\u200F\u2067b\u2069" { also: "\u202E}{\u202C" } // \u202E } \u2066'],
    ['NUL everywhere', 'cl\0ass a "\0" { \0also: "\0{a|\0}" }\0recipe r { prompt: "__\0__ ${\0}" }'],
    [
      'combining marks and joiners',
      `class a "${'e\u0301\u200D'.repeat(10_000)}" template t { "__${'e\u0301'.repeat(1000)}__" }`,
    ],
    [
      'names of objects',
      'let __proto__ = "x" class constructor "y" recipe toString { hasOwnProperty: 1 extends: __proto__ prompt: "${__proto__} __constructor__" }',
    ],
    [
      'many wildcards of one name',
      `wildcard w { ${'"__w__" '.repeat(1000)} } recipe r { prompt: "${'__w__'.repeat(1000)}" }`,
    ],
    [
      'a chain of recipes',
      `${Array.from({ length: 1000 }, (_, i) => `recipe r${i} { extends: r${i + 1} }`).join('\n')}\nrecipe r1000 { extends: r0 prompt: "x" }`,
    ],
    ['many zips', `recipe r { prompt: "x" ${'zip(guidance, steps) '.repeat(5000)} guidance: [1, 2] steps: [1, 2] }`],
    [
      'a long condition',
      `recipe r { prompt: "x" guidance: [1, 2] skip where ${'guidance = 1 or '.repeat(5000)} steps = 2 }`,
    ],
    [
      'a picked crowd',
      `recipe r { prompt: "{5000-$$${Array.from({ length: 10_000 }, (_, i) => `a${i}`).join('|')}}" expand: all }`,
    ],
    [
      'many variants',
      `class a "a" class b "b" recipe r { prompt: "\${class} ${'{a|b}'.repeat(1000)}" } evaluate e { on: r prompt: "\${class} ${'{a|b}'.repeat(100)}" }`,
    ],
    ['colons in brackets in a prompt', `template t { "[${':'.repeat(100_000)}" }`],
    ['underscores in a prompt', `template t { "${'__a'.repeat(30_000)}" }`],
    [
      'constants that double',
      `${Array.from({ length: 60 }, (_, i) => `let a${i} = "\${a${i + 1}}\${a${i + 1}}"`).join('\n')}\nlet a60 = "x"\nrecipe r { prompt: "\${a0}" }`,
    ],
    [
      'a constant of itself',
      'let a = "${a}${a}${a}"\nrecipe r { prompt: "${a}" negative: a }\nclass c "${class}${class}"',
    ],
    [
      'lists of lists',
      `${Array.from({ length: 40 }, (_, i) => `let a${i} = [a${i + 1}, a${i + 1}]`).join('\n')}\nrecipe r { prompt: "x" guidance: a0 }`,
    ],
    ['long axes', 'recipe r { prompt: "x" guidance: 1..1000 steps: 1..1000 seed: 0..999 images: 10000 }'],
    [
      'an endless range',
      'recipe r { prompt: "x" guidance: 1..99999999999999999999 step 0.0000001 seed: 3..1 steps: 1..3 step 0 }',
    ],
    [
      'a long chain of groups',
      `${Array.from({ length: 3000 }, (_, i) => `group g${i} = g${i + 1}`).join('\n')}\nclass g3000 "x"`,
    ],
  ];

  const values: readonly (readonly [string, string])[] = [
    ['a megabyte in one line', 'x'.repeat(1_000_000)],
    ['10 000 open braces', '{'.repeat(10_000)],
    ['10 000 open brackets', '['.repeat(10_000)],
    ['10 000 keys', Array.from({ length: 10_000 }, (_, i) => `${' '.repeat(i % 50)}k${i}:`).join('\n')],
    [
      'anchors of anchors',
      `a0: &a0 [x]\n${Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}`,
    ],
    ['NUL, surrogates and marks', '\0\n- \uD800\n- "\uDC00"\n- \u202Ex\n\uFEFF- y\r- z\r\n'],
    ['names of objects', '{"__proto__": {"constructor": ["x"]}, "toString": ["y"]}'],
    ['quotes', `- ${'"'.repeat(10_000)}`],
    ['200 000 lines', 'red\n'.repeat(200_000)],
  ];

  for (const [title, text] of large) {
    it(`is answered: ${title}`, () => askEverything(createDocument('hostile.vlprompt', text), text.length >> 1));
  }

  for (const [title, value] of values) {
    for (const extension of ['txt', 'yaml', 'json']) {
      it(`is answered in a .${extension} wildcard file: ${title}`, () => {
        parseWildcardFile(`colours.${extension}`, value);
      });
    }
  }
});
