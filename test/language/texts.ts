/** @file Texts for property tests: good programs, and everything else that may stand in a file. */
import fc from 'fast-check';

const words = [
  'class',
  'recipe',
  'evaluate',
  'model',
  'group',
  'template',
  'data',
  'let',
  'curate',
  'import',
  'wildcard',
];
const settings = [
  'prompt:',
  'steps:',
  'guidance:',
  'on:',
  'classes:',
  'images:',
  'also:',
  'negative:',
  'seed:',
  'constructor:',
];
const values = [
  '"a {b|c}"',
  '"${class}"',
  '"${a}',
  '"""x\n y"""',
  '"\\{',
  'a',
  'b',
  'all',
  '3',
  '85%',
  '64x64',
  '1..9 step 2',
  '[1, 2]',
];
const marks = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ',',
  ':',
  '=',
  '->',
  '>=',
  'expect',
  'check',
  'keep where',
  'not',
  'and',
  'on',
  'recall(',
];
const oddities = [
  '\n',
  '\r\n',
  '//',
  '/*',
  '*/',
  '///',
  '\0',
  '\uFEFF',
  '\uD800',
  '\u202E',
  '"""',
  '__proto__',
  'per class',
  '$',
  '|',
  '::',
];

/** Tokens of the language in any order. */
export const tokenSoup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...words, ...settings, ...values, ...marks, ...oddities), { maxLength: 60 })
  .map((tokens) => tokens.join(' '));

/** Any characters at all. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 200 }),
);

const name = fc.constantFrom('a', 'b', 'c', 'shirt', 'long-name', 'x_1');
const option = fc.constantFrom('red', '2::blue', 'a {b|c}', '', '${class}');
const prompt = fc
  .tuple(
    fc.constantFrom('', 'a photo of ', 'a \\{literal\\} '),
    fc.constantFrom('${class}', '${words}', 'nothing'),
    fc.array(option, { maxLength: 3 }),
  )
  .map(([head, middle, options]) => `"${head}${middle}${options.length > 1 ? ` {${options.join('|')}}` : ''}"`);
const blank = fc.constantFrom('', ' ', '   ', '\n', '\n\n\n', '\t');
const comment = fc.constantFrom(
  '',
  '',
  '',
  ' // beside\n',
  '\n// above\n',
  ' /* within */ ',
  '\n/* a\n   b */\n',
  '\n/// documentation\n',
);
/** White space or a comment between two tokens. */
const gap = fc.tuple(blank, comment, blank).map(([before, middle, after]) => ` ${before}${middle}${after}`);

function spread(...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> {
  const all = parts.flatMap((part) => [typeof part === 'string' ? fc.constant(part) : part, gap]);
  return fc.tuple(...all).map((pieces) => pieces.join(''));
}

const list = fc.constantFrom('3', '[1, 3]', '[ 1,2 ,3 ]', '1 .. 3', '1..9  step  4');
const setting = fc.oneof(
  spread('prompt:', prompt),
  spread('prompt:', 'photo'),
  spread('guidance:', list),
  spread('classes:', 'a', ',', 'b'),
  spread('images:', '2'),
  spread('size:', '64x64'),
  spread('negative:', prompt),
);
const judgement = fc.oneof(
  spread('expect', 'accuracy', '>=', '80 %'),
  spread('check', 'confusion', '(', 'a', '->', 'b', ')', '<=', '0.2', 'on', 'lower', 'bound'),
);
const members = (member: fc.Arbitrary<string>) => fc.array(member, { maxLength: 4 }).map((each) => each.join('\n'));
const longList = fc.array(fc.constantFrom('"button-down shirt"', '"some rather long words for it"'), {
  minLength: 1,
  maxLength: 8,
});

const declaration = fc.oneof(
  spread('class', name, '"words"'),
  spread(
    'class',
    name,
    '"words"',
    '{',
    'also:',
    longList.map((words) => words.join(' , ')),
    '}',
  ),
  spread('template', 'photo', '{', members(prompt), '}'),
  spread('let', 'words', '=', prompt),
  spread('group', 'g', '=', 'a', ',', 'b'),
  spread('data', 'holdout', 'from', '"data"'),
  spread('model', 'm', '=', '"starter/clip"'),
  spread('recipe', 'r', '{', members(setting), '}'),
  spread('evaluate', 'e', '{', 'on:', 'r', members(fc.oneof(judgement)), '}'),
  spread('curate', 'k', '{', 'keep where', '(', 'score', '>=', '0.2', 'or', 'not', 'class', '=', 'a', ')', '}'),
);

/** Files without syntax errors, in every layout; their names need not be declared. */
export const program: fc.Arbitrary<string> = fc
  .tuple(gap, fc.array(declaration, { maxLength: 8 }))
  .map(([head, declarations]) => head + declarations.join('\n'));
