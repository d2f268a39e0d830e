import type { ImagePlan, Precision } from '../../language/plan/plan.ts';
import type { ProviderName } from '../../protocol/engine.ts';
import { digestOf } from '../files/digest.ts';

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
  { init, mask }: FirstDigests = {},
): string {
  const { key, reading, negativeReading } = image;
  const isPlain = reading === undefined && negativeReading === undefined;
  const read = isPlain ? '' : `\n${JSON.stringify([reading ?? null, negativeReading ?? null])}`;
  const begun = init === undefined ? '' : `\ninit ${init.hash} ${mask?.hash ?? ''}`;
  return digestOf(`image\n${key}\n${identityText(model)}${read}${begun}`);
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
