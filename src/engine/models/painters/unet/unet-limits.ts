/** @file What a U-Net was exported for: sizes of pictures, and how much of a prompt it reads at once. */
import { Failure } from '../../../../protocol/failure.ts';
import type { Session } from '../../../runtime/sessions/session.ts';

/** Chunks of one prompt: 2400 tokens. The network's work grows with them. */
const MOST_CHUNKS = 32;

/**
 * @param dims [channels, height, width] in latents
 * @param pixels of a side for each latent
 * @throws Failure `plan-invalid`
 */
export function requireSize(unet: Session, dims: readonly [number, number, number], pixels: number): void {
  const [, height, width] = dims;
  const shape = unet.inputs.find((input) => input.name === 'sample')?.shape ?? [];
  const fits = (size: number, fixed: number | string | undefined) =>
    Number.isInteger(size) && size > 0 && (typeof fixed !== 'number' || fixed === size);
  if (fits(height, shape[2]) && fits(width, shape[3])) return;
  const said = (fixed: number | string | undefined) =>
    typeof fixed === 'number' ? `${fixed * pixels}` : `a multiple of ${pixels}`;
  throw new Failure(
    'plan-invalid',
    `The model cannot draw ${width * pixels}×${height * pixels} pixels; its width is ${said(shape[3])}, its height ` +
      `${said(shape[2])}: change \`size\`.`,
  );
}

/** U-Nets halve latents up to three times, and double them again; what was rounded then no longer fits. */
const HALVED = 8;

/** What the runtime says of two tensors that do not fit. */
const MISFIT = /dimensions must match|dimension mismatch|broadcast/i;

/**
 * What a run failed for, where it was the size of the picture; undefined where that is not to blame.
 * @param dims [rows, channels, height, width] in latents
 * @param pixels of a side for each latent
 */
export function sizeFailure(cause: unknown, [, , ...size]: readonly number[], pixels: number): Failure | undefined {
  const isSize = Failure.is(cause, 'model-unsupported') && MISFIT.test(cause.message);
  if (!isSize || size.every((side) => side % HALVED === 0)) return undefined;
  const [height, width] = size.map((side) => side * pixels);
  return new Failure(
    'plan-invalid',
    `The model's network cannot draw ${width}×${height} pixels; take multiples of ${HALVED * pixels} for \`size\`.`,
    { cause },
  );
}

/** Of a chunk, in tokens. */
interface ChunkSize {
  /** Start and end left out. */
  readonly limit: number;
  readonly length: number;
}

/** @throws Failure `prompt-too-long` when so many chunks are more than the network was exported for, or than is sensible */
export function requireChunks(unet: Session, chunks: number, { limit, length }: ChunkSize): void {
  const fixed = unet.inputs.find((input) => input.name === 'encoder_hidden_states')?.shape[1];
  const most = typeof fixed === 'number' ? Math.max(1, Math.floor(fixed / length)) : MOST_CHUNKS;
  if (chunks <= most) return;
  const why = typeof fixed === 'number' ? `${unet.path} was exported for ${most}` : `at most ${most} are read`;
  throw new Failure(
    'prompt-too-long',
    `The prompt takes ${chunks} chunks of ${limit} tokens and ${why}; shorten it to ${most * limit} tokens.`,
  );
}
