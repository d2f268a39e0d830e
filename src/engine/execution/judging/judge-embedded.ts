/** @file Embeddings of a source's images → what the judge takes each for. */
import { setImmediate } from 'node:timers/promises';
import type { JudgedImage, SourceReport } from '../../../protocol/evaluation.ts';
import { cosine } from '../../arithmetic/directions.ts';
import { logitsOf } from '../../metrics/logit-table.ts';
import { logitTable } from '../../pipelines/zero-shot.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import type { Embedded, EmbeddedImage } from './embed-images.ts';
import type { ImageToJudge, SourceImages } from './evaluation-images.ts';
import type { JudgedSource } from './evaluation-report.ts';
import { judgeImage } from './judged-image.ts';

export interface Classifier {
  /** One unit vector a class. */
  readonly weights: readonly Float32Array[];
  readonly logitScale: number;
  /** Embeddings of the images' own prompts, where images are held against them. */
  readonly texts?: ReadonlyMap<string, Float32Array> | undefined;
}

/** Images between which messages are let in. */
const TURN = 1024;

/** @throws Failure `cancelled` */
export async function judgeEmbedded(
  source: SourceImages,
  embedded: Embedded,
  classifier: Classifier,
  signal: AbortSignal,
): Promise<JudgedSource> {
  const { whole, skipped } = readImages(source, embedded);
  const classes = classifier.weights.length;
  const logits = new Float32Array(whole.length * classes);
  const judged: JudgedImage[] = [];
  for (let from = 0; from < whole.length; from += TURN) {
    throwIfCancelled(signal);
    const part = whole.slice(from, from + TURN);
    const embeddings = part.map(({ embedding }) => embedding);
    logits.set(logitTable(embeddings, classifier.weights, classifier.logitScale), from * classes);
    for (const [i, { image, hash, embedding }] of part.entries()) {
      const row = logitsOf({ classes, logits }, from + i);
      judged.push(judgeImage(image, { hash, logits: row, ...scoreOf(image, embedding, classifier) }));
    }
    await setImmediate();
  }
  return { judged, skipped, table: { classes, logits, actual: judged.map(({ actual }) => actual) } };
}

interface WholeImage extends EmbeddedImage {
  readonly image: ImageToJudge;
}

function readImages({ images, skipped }: SourceImages, embedded: Embedded) {
  const whole: WholeImage[] = [];
  const unread: SourceReport['skipped'][number][] = [];
  for (const image of images) {
    const found = embedded.get(image.file);
    if (found !== undefined && 'embedding' in found) whole.push({ image, ...found });
    else unread.push({ file: image.file, reason: found?.reason ?? 'It was not read.' });
  }
  return { whole, skipped: [...skipped, ...unread] };
}

function scoreOf(
  { words }: ImageToJudge,
  embedding: Float32Array,
  { texts }: Classifier,
): { readonly score?: number | null } {
  if (texts === undefined || words === undefined) return {};
  const text = texts.get(words);
  return { score: text === undefined ? null : cosine(embedding, text) };
}
