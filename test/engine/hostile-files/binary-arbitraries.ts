/** @file Bytes that look like the files of models, and are not. As texts of which each character is a byte. */
import fc from 'fast-check';

export function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

const fieldNumber = fc.oneof({ weight: 9, arbitrary: fc.nat(16) }, fc.constantFrom(20, 35, 40, 42, 43, 2 ** 29));
const anyNumber = fc.oneof(fc.nat(300), fc.constantFrom(2 ** 31, 2 ** 40, 2 ** 53, 2 ** 63, 2 ** 69));
const lie = fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, fc.constantFrom(1, -1, 1000, 2 ** 31, 2 ** 62));
const names = [
  'Gather',
  'Cast',
  'Identity',
  'input_ids',
  'table',
  'y',
  'location',
  'length',
  '../../x',
  'model.onnx',
  'a',
  '',
];
const someBytes = fc.oneof(
  fc.constantFrom(...names),
  fc.uint8Array({ maxLength: 12 }).map(textOf),
  fc.float({ noDefaultInfinity: false }).map((number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatLE(number);
    return textOf(bytes);
  }),
);

/** Protobuf messages in messages: fields as models have them, of every wire type, with lengths that may lie. */
export const protobufText: fc.Arbitrary<string> = fc.letrec<{ readonly message: string; readonly field: string }>(
  (tie) => ({
    message: fc.array(tie('field'), { maxLength: 6 }).map((fields) => fields.join('')),
    field: fc.oneof(
      { maxDepth: 9, depthSize: 'medium' },
      fc.tuple(fieldNumber, anyNumber).map(([number, value]) => varint(number * 8) + varint(value)),
      fc.tuple(fieldNumber, someBytes, lie).map(([number, content, more]) => holding(number, content, more)),
      fc.tuple(fieldNumber, tie('message'), lie).map(([number, content, more]) => holding(number, content, more)),
    ),
  }),
).message;

function holding(number: number, content: string, more: number): string {
  return varint(number * 8 + 2) + varint(Math.max(0, content.length + more)) + content;
}

function varint(value: number): string {
  let text = '';
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) text += String.fromCharCode((rest % 128) | 128);
  return text + String.fromCharCode(rest);
}

/** Files that are good but for a few bytes changed, left out, repeated or put in. */
export function damaged(files: readonly Uint8Array[]): fc.Arbitrary<string> {
  const at = fc.nat({ max: 0xffffff });
  const change = fc.oneof(
    fc.record({ at, left: fc.constant(1), put: fc.nat(255).map((byte) => String.fromCharCode(byte)) }),
    fc.record({ at, left: fc.nat(40), put: fc.constant('') }),
    fc.record({ at, left: fc.nat(3), put: someBytes }),
    fc.record({ at, left: fc.constant(0), put: anyNumber.map(varint) }),
    fc.record({ at, left: fc.constant(1e9), put: fc.constant('') }),
  );
  return fc
    .tuple(fc.constantFrom(...files.map(textOf)), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([file, changes]) =>
      changes.reduce((text, { at: place, left, put }) => {
        const from = text.length === 0 ? 0 : place % text.length;
        return text.slice(0, from) + put + text.slice(from + left);
      }, file),
    );
}

const size = fc.oneof(
  { weight: 6, arbitrary: fc.nat(16) },
  fc.constantFrom(-1, 0.5, 2 ** 31, 2 ** 53, 1e300, null, '4'),
);
const entry = fc.oneof(
  fc.record({
    dtype: fc.constantFrom('F32', 'F16', 'BF16', 'F64', 'constructor', ''),
    shape: fc.array(size, { maxLength: 3 }),
    data_offsets: fc.array(size, { maxLength: 3 }),
  }),
  fc.tuple(fc.nat(8), fc.constantFrom(1, 2, 4)).map(([count, vectors]) => ({
    dtype: 'F32',
    shape: [vectors, count],
    data_offsets: [0, 4 * count * vectors],
  })),
);

/** A file of tensors whose header says anything of what follows it. */
export const tensorsText: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      fc.dictionary(
        fc.constantFrom('emb_params', 'clip_l', 'clip_g', '<fox>', '', '__metadata__', '__proto__', 'x.alpha'),
        fc
          .oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.jsonValue({ maxDepth: 2 }))
          .chain((other) => (other === undefined ? entry : fc.constant(other))),
        { maxKeys: 4 },
      ),
      fc.jsonValue({ maxDepth: 3 }),
    ),
    fc.uint8Array({ maxLength: 64 }),
    fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.constantFrom(-1, 1, 100, 2 ** 30, 2 ** 52)),
  )
  .map(([header, numbers, more]) => {
    const text = JSON.stringify(header);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(Math.max(0, text.length + more)));
    return textOf(length) + text + textOf(numbers);
  });
