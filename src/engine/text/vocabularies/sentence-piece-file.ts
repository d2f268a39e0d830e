/**
 * @file The vocabulary files of SentencePiece (`spiece.model`, `tokenizer.model`).
 * https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto
 */
import { Failure } from '../../../protocol/failure.ts';
import { type ProtobufField, ProtobufFile } from '../../runtime/onnx/protobuf-walk.ts';

export type PieceKind = 'normal' | 'unknown' | 'control' | 'user' | 'unused' | 'byte';

export interface SentencePiece {
  readonly text: string;
  readonly score: number;
  readonly kind: PieceKind;
}

export interface SentencePieceFile {
  /** By id. */
  readonly pieces: readonly SentencePiece[];
  readonly kind: 'unigram' | 'pairs';
  readonly spellsBytes: boolean;
  readonly unknown: number;
  /** Undefined where there is none. */
  readonly end: number | undefined;
  readonly padding: number | undefined;
  /** Empty where characters stay what they are. */
  readonly characterMap: Uint8Array;
  readonly addsPrefix: boolean;
  readonly removesExtraSpaces: boolean;
  readonly marksSpaces: boolean;
}

/** Bytes; the largest vocabularies have some four million. */
const LARGEST = 64 << 20;

/** By their numbers in the file; 0 is none. */
const kinds: readonly PieceKind[] = ['normal', 'normal', 'unknown', 'control', 'user', 'unused', 'byte'];
const models: { readonly [type: number]: SentencePieceFile['kind'] } = { 1: 'unigram', 2: 'pairs' };

/**
 * @param path absolute
 * @throws Failure `model-corrupt`, `model-unsupported`
 */
export function readSentencePieceFile(path: string): SentencePieceFile {
  let file: ProtobufFile | undefined;
  try {
    file = new ProtobufFile(path);
    if (file.size > LARGEST) throw new RangeError('It is too large.');
    return readModel(file, path);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Failure('model-corrupt', `${path} is no vocabulary of SentencePiece; download it again.`, { cause });
  } finally {
    file?.close();
  }
}

function readModel(file: ProtobufFile, path: string): SentencePieceFile {
  const pieces: SentencePiece[] = [];
  let trainer: Numbers = new Map();
  let normalizer: Numbers = new Map();
  let characterMap: Uint8Array = new Uint8Array();
  for (const field of file.fields(0, file.size)) {
    if (field.number === 1) pieces.push(readPiece(file, field));
    if (field.number === 2) trainer = numbersOf(file, field);
    if (field.number === 3) {
      normalizer = numbersOf(file, field);
      const map = file.inside(field, 2);
      if (map !== undefined) characterMap = file.bytes(map);
    }
  }
  const type = trainer.get(3) ?? 1;
  const kind = models[type];
  if (kind === undefined || pieces.length === 0) {
    throw new Failure('model-unsupported', `${path} is a vocabulary of kind ${type}, which is not known here.`);
  }
  return {
    pieces,
    kind,
    characterMap,
    spellsBytes: trainer.get(35) === 1,
    unknown: trainer.get(40) ?? pieces.findIndex((piece) => piece.kind === 'unknown'),
    end: idOf(trainer.get(42) ?? 2, pieces),
    padding: idOf(trainer.get(43) ?? -1, pieces),
    addsPrefix: normalizer.get(3) !== 0,
    removesExtraSpaces: normalizer.get(4) !== 0,
    marksSpaces: normalizer.get(5) !== 0,
  };
}

/** −1, which stands for none, is written as a number far above every id. */
function idOf(id: number, pieces: readonly SentencePiece[]): number | undefined {
  return id >= 0 && id < pieces.length ? id : undefined;
}

function readPiece(file: ProtobufFile, { start, end }: ProtobufField): SentencePiece {
  let [text, score, kind]: [string, number, PieceKind] = ['', 0, 'normal'];
  for (const field of file.fields(start, end)) {
    if (field.number === 1) text = file.text(field);
    if (field.number === 2) score = file.bytes(field).readFloatLE(0);
    if (field.number === 3) kind = kinds[field.value] ?? 'unused';
  }
  return { text, score, kind };
}

type Numbers = ReadonlyMap<number, number>;

function numbersOf(file: ProtobufFile, { start, end }: ProtobufField): Numbers {
  return new Map([...file.fields(start, end)].map((field) => [field.number, field.value]));
}
