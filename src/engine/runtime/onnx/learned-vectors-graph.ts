/**
 * @file A copy of a text encoder's graph in which chosen tokens get vectors that are fed, in place of those of its table.
 * Ids stay what they are, so a pooling that looks for the end token finds it.
 */
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, realpath, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { externalDataFiles } from './external-data.ts';
import { type OnnxNode, onnxTypes, writeGraphPart } from './onnx-writer.ts';
import { ProtobufFile } from './protobuf-walk.ts';
import { findTokenEmbedding, type TokenEmbedding } from './token-embedding.ts';

/** Inputs that the copy has more: where a vector replaces a token, [batch, tokens, 1], and the vectors. */
export const LEARNED_ROWS = 'learned_rows';
export const LEARNED_VECTORS = 'learned_vectors';

export interface LearnedVectorsGraph {
  readonly path: string;
  /** Numbers of a vector; undefined when the file does not say it. */
  readonly width: number | undefined;
}

/**
 * @param graph absolute path of the text encoder
 * @param folder of our own to write the copy into; made when it is not there
 * @throws Failure `model-unsupported` when vectors cannot be put into the graph, and as `externalDataFiles`
 */
export async function writeLearnedVectorsGraph(graph: string, folder: string): Promise<LearnedVectorsGraph> {
  const weights = new Set(await externalDataFiles(graph));
  const embedding = embeddingOf(graph);
  const path = join(folder, 'model.onnx');
  const lent = [...weights].map((file) => [file, join(folder, relative(dirname(graph), file))] as const);
  // What is lent is a link to the model's own file, and must never be what is written to.
  if (lent.some(([, target]) => target.toLowerCase() === path.toLowerCase())) throw ownWeights(graph);
  await mkdir(folder, { recursive: true });
  for (const [source, target] of lent) await lend(source, target);
  await copyFile(graph, path, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  const file = await open(path, 'r+');
  try {
    const replaced = `${embedding.output.slice(0, -1)}${embedding.output.endsWith('~') ? '^' : '~'}`;
    await file.write(Buffer.from(replaced), 0, undefined, embedding.outputAt);
    const { size } = await stat(path);
    await file.write(writeGraphPart(partOf(embedding, replaced)), 0, undefined, size);
  } finally {
    await file.close();
  }
  return { path, width: embedding.width };
}

function embeddingOf(graph: string): TokenEmbedding {
  const file = new ProtobufFile(graph);
  try {
    const found = findTokenEmbedding(file, 'input_ids');
    if (found !== undefined) return found;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const text = `The model file ${graph} is damaged, cut short or no ONNX model; download it again.`;
    throw new Failure('model-corrupt', text, { cause });
  } finally {
    file.close();
  }
  throw new Failure(
    'model-unsupported',
    `Learned tokens cannot be put into ${graph}: its table of tokens is quantised or made in an unknown way; use an fp32 or fp16 export, or leave out \`adapter\`.`,
  );
}

function ownWeights(graph: string): Failure {
  const text = `The model file ${graph} has its weights in a file named \`model.onnx\`, which is the name of a graph; use another export.`;
  return new Failure('model-corrupt', text);
}

/** What the table gives is under another name now, and under its own is what was chosen. */
function partOf({ output, type }: TokenEmbedding, replaced: string) {
  const isHalf = type === 'float16';
  const vectors = isHalf ? `${LEARNED_VECTORS}_half` : LEARNED_VECTORS;
  const cast: OnnxNode = {
    operator: 'Cast',
    inputs: [LEARNED_VECTORS],
    outputs: [vectors],
    attributes: { to: onnxTypes.float16 },
  };
  const choose: OnnxNode = { operator: 'Where', inputs: [LEARNED_ROWS, vectors, replaced], outputs: [output] };
  return {
    nodes: isHalf ? [cast, choose] : [choose],
    inputs: [
      { name: LEARNED_ROWS, type: 'bool', shape: ['learned_batch', 'learned_tokens', 1] },
      { name: LEARNED_VECTORS, type: 'float32', shape: ['learned_batch', 'learned_tokens', 'learned_width'] },
    ],
  } as const;
}

/** Weights of gigabytes are not copied where a link will do: to the file itself, for a link leads elsewhere from here. */
async function lend(file: string, target: string): Promise<void> {
  const source = await realpath(file);
  await mkdir(dirname(target), { recursive: true });
  try {
    await link(source, target);
  } catch {
    await symlink(source, target).catch(() => copyFile(source, target, constants.COPYFILE_EXCL));
  }
}
