/**
 * @file What is kept of the stages before a picture: what networks read of words, and latents. A file each, under its
 * key and sealed, so that a damaged one counts as missing, and a run that was killed leaves the same files as one that
 * was not. None need survive a power cut: a torn file is a damaged one.
 */
import type { ImagePlan } from '../../language/plan/plan.ts';
import { log } from '../log.ts';
import type { Painter } from '../models/painter.ts';
import type { PromptContext } from '../pipelines/diffusion-networks.ts';
import type { DrawingStages } from '../pipelines/drawing-stages.ts';
import { RecentMap } from '../recent-map.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';
import { type FirstDigests, latentsKey, wordsKey } from './digests/model-identity.ts';
import { decodeNumbers, encodeNumbers } from './numbers-file.ts';
import type { StoreFiles, StorePath } from './store-files.ts';

/** Wordings that need not be read again: images of a run share their negative prompt, and most their prompt. */
const WORDINGS_KEPT = 64;

type ImageOfStages = Pick<ImagePlan, 'key' | 'reading' | 'negativeReading'>;

export class StageStore {
  readonly #files: StoreFiles;
  readonly #words = new RecentMap<string, PromptContext>(WORDINGS_KEPT);

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  /**
   * Undefined for a painter that keeps no stages apart.
   * @param beside takes writing that goes on beside the drawing, and never fails
   */
  of(
    painter: Painter,
    image: ImageOfStages,
    firsts: FirstDigests,
    beside: (work: Promise<void>) => void,
  ): DrawingStages | undefined {
    const { stages } = painter;
    if (stages === undefined) return undefined;
    const latents = latentsKey(image, painter, stages, firsts);
    return {
      findWords: (wording, emphasis) => this.#findWords(wordsKey(wording, emphasis, painter, stages)),
      keepWords: (wording, emphasis, context) =>
        beside(this.#keepWords(wordsKey(wording, emphasis, painter, stages), context)),
      findLatents: () => this.#find('latents', latents)?.[0],
      keepLatents: (numbers) => beside(this.#keep('latents', latents, [numbers])),
    };
  }

  #findWords(key: string): PromptContext | undefined {
    const known = this.#words.get(key);
    if (known !== undefined) return known;
    const [hidden, pooled] = this.#find('words', key) ?? [];
    if (hidden === undefined) return undefined;
    const context = { hidden, ...(pooled && { pooled }) };
    this.#words.set(key, context);
    return context;
  }

  async #keepWords(key: string, context: PromptContext): Promise<void> {
    const { hidden, pooled } = context;
    this.#words.set(key, context);
    await this.#keep('words', key, [hidden, ...(pooled === undefined ? [] : [pooled])]);
  }

  #find(stage: Stage, key: string): readonly Numbers[] | undefined {
    const bytes = this.#files.readNow(stagePath(stage, key));
    return bytes && decodeNumbers(key, bytes);
  }

  /** A courtesy: where the disk refuses it, the finished image will say so, if it is refused too. */
  async #keep(stage: Stage, key: string, arrays: readonly Numbers[]): Promise<void> {
    try {
      await this.#files.write(stagePath(stage, key), encodeNumbers(key, arrays), false);
    } catch (error) {
      log.debug(`The ${stage} of an image are not kept: ${String(error)}`);
    }
  }
}

type Stage = 'words' | 'latents';

/** Few folders: to make one takes longer than to write a file. */
function stagePath(stage: Stage, key: string): StorePath {
  return `cache/${stage}/${key.slice(0, 1)}/${key}.vlpn`;
}
