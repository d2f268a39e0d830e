/** @file Descriptions of tokenizers with every kind of step, set to anything. */
import fc from 'fast-check';

type Step = { readonly type: string } & { readonly [entry: string]: unknown };

const pieces = [
  'a',
  'a+',
  'a*',
  '.',
  ' {2,}',
  '\\s+',
  '|',
  '(',
  ')',
  '[^a]',
  '\\p{L}+',
  '$',
  '^',
  '?',
  '{3,9}',
  '\\',
  'ﬁ',
];
const regex = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''));
const word = fc.constantFrom('', ' ', 'a', 'aa', '▁', '</s>', 'ﷺ', 'a'.repeat(60), 'a'.repeat(70), '\ud800');
const anything = fc.jsonValue({ maxDepth: 1 });
const pattern = fc.oneof(
  { weight: 5, arbitrary: fc.record({ Regex: regex }) },
  { weight: 5, arbitrary: fc.record({ String: word }) },
  anything,
);
const flag = fc.oneof({ weight: 9, arbitrary: fc.boolean() }, anything);

const { step } = fc.letrec<{ readonly step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('NFC', 'NFKD', 'NFKC', 'Nmt', 'Lowercase', 'StripAccents', 'Whitespace', 'Unknown').map(named),
    fc.record({ type: fc.constant('Replace'), pattern, content: word }),
    fc.record({ type: fc.constant('Strip'), strip_left: flag, strip_right: flag }),
    fc.record({ type: fc.constant('Prepend'), prepend: word }),
    fc.record({ type: fc.constant('Precompiled'), precompiled_charsmap: fc.base64String({ maxLength: 80 }) }),
    fc.record({ type: fc.constant('Digits'), individual_digits: flag }),
    fc.record({
      type: fc.constant('Metaspace'),
      replacement: word,
      prepend_scheme: fc.constantFrom('always', 'first', 'never'),
      split: flag,
    }),
    fc.record({
      type: fc.constant('Split'),
      pattern,
      behavior: fc.constantFrom('Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous', 'x'),
      invert: flag,
    }),
    fc.record({
      type: fc.constant('Sequence'),
      normalizers: fc.array(tie('step'), { maxLength: 6 }),
      pretokenizers: fc.array(tie('step'), { maxLength: 6 }),
    }),
  ),
}));

function named(type: string): Step {
  return { type };
}

const id = fc.oneof({ weight: 9, arbitrary: fc.nat(12) }, fc.constantFrom(-1, 0.5, 1e300, null));
const score = fc.oneof(fc.double({ max: 0 }), fc.constantFrom(Number.NEGATIVE_INFINITY, 'x'));
const around = fc.oneof(
  fc.constant(null),
  fc.record({ type: fc.constant('RobertaProcessing'), cls: fc.tuple(word, id), sep: fc.tuple(word, id) }),
  fc.record({ type: fc.constant('TemplateProcessing'), single: fc.array(anything, { maxLength: 3 }) }),
);
const added = fc.array(fc.record({ id, content: word, normalized: flag }, { requiredKeys: ['id', 'content'] }), {
  maxLength: 4,
});
const unigram = fc.record({
  type: fc.constant('Unigram'),
  unk_id: id,
  byte_fallback: flag,
  vocab: fc.array(fc.tuple(word, score), { minLength: 1, maxLength: 8 }),
});
const pairs = fc.record({
  type: fc.constant('BPE'),
  unk_token: fc.constantFrom('a', '<unk>', null),
  fuse_unk: flag,
  ignore_merges: flag,
  vocab: fc.dictionary(word, id, { maxKeys: 8 }),
  merges: fc.array(fc.oneof(fc.tuple(word, word), fc.constantFrom('a a', 'aa a', 'a', 1)), { maxLength: 6 }),
});

/** A `tokenizer.json`. */
export const tokenizerText: fc.Arbitrary<string> = fc
  .record({
    model: fc.oneof(unigram, pairs, anything),
    normalizer: fc.option(step),
    pre_tokenizer: fc.option(step),
    post_processor: around,
    added_tokens: added,
    padding: fc.option(fc.record({ pad_id: id })),
  })
  .map((file) => JSON.stringify(file));
