import type { Dialect, ImagePlan, Precision } from '../../../language/plan/plan.ts';
import type { ProviderName } from '../../../protocol/engine.ts';
import { digestOf } from '../../files/digest.ts';
import type { StageDigests } from '../../models/painter.ts';
import type { Wording } from '../../text/prompt-chunks.ts';

/** Everything of a model that affects what it makes; known without opening it. */
export interface ModelIdentity {
  /** Hex SHA-256 of its files. */
  readonly digest: string;
  /** Of the code that runs it. */
  readonly numericsVersion: number;
  /** Providers differ in the last bits, so none takes another's results for its own. */
  readonly provider: ProviderName;
  readonly precision: Precision;
}

/** A model but for its files. */
export type Exactness = Omit<ModelIdentity, 'digest'>;

/** Hex SHA-256 of the image that a drawing begins with, and of its mask. */
export interface FirstDigests {
  readonly init?: { readonly hash: string };
  readonly mask?: { readonly hash: string };
}

/**
 * Hex SHA-256 under which what the model makes of a plan's image is kept. The readings are what is drawn, and a newer
 * language may read the same prompt otherwise.
 */
export function artefactKey(
  image: Pick<ImagePlan, 'key' | 'reading' | 'negativeReading'>,
  model: ModelIdentity,
  firsts: FirstDigests = {},
): string {
  return drawnKey('image', image, model, firsts);
}

/**
 * Hex SHA-256 under which the latents of a plan's image are kept, so that they outlive another decoder.
 * @param stages of the painter
 */
export function latentsKey(
  image: Pick<ImagePlan, 'key' | 'reading' | 'negativeReading'>,
  model: Exactness,
  stages: StageDigests,
  firsts: FirstDigests,
): string {
  const digest = firsts.init === undefined ? stages.latents : stages.begun;
  return drawnKey('latents', image, { ...model, digest }, firsts);
}

/** Hex SHA-256 under which is kept what the network reads of a wording. */
export function wordsKey(wording: Wording, emphasis: Dialect, model: Exactness, stages: StageDigests): string {
  return digestOf(
    `words\n${identityText({ ...model, digest: stages.words })}\n${emphasis}\n${JSON.stringify(wording)}`,
  );
}

function drawnKey(
  stage: 'image' | 'latents',
  { key, reading, negativeReading }: Pick<ImagePlan, 'key' | 'reading' | 'negativeReading'>,
  model: ModelIdentity,
  { init, mask }: FirstDigests,
): string {
  const isPlain = reading === undefined && negativeReading === undefined;
  const read = isPlain ? '' : `\n${JSON.stringify([reading ?? null, negativeReading ?? null])}`;
  const begun = init === undefined ? '' : `\ninit ${init.hash} ${mask?.hash ?? ''}`;
  return digestOf(`${stage}\n${key}\n${identityText(model)}${read}${begun}`);
}

/** Hex SHA-256 under which the embeddings of a model are kept together. */
export function embeddingSpace(model: ModelIdentity): string {
  return digestOf(`embeddings\n${identityText(model)}`);
}

/** Full precision goes without saying, as it did when there was no other. */
function identityText({ digest, numericsVersion, provider, precision }: ModelIdentity): string {
  const exactness = precision === 'fp32' ? '' : `\n${precision}`;
  return `${digest}\n${numericsVersion}\n${provider}${exactness}`;
}
