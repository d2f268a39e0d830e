/** @file The images that drawings begin with, and their masks: where they lie, what their bytes are, their pixels. */
import type { ImagePlan, ImageSource } from '../../../language/plan/plan.ts';
import type { DrawnImage, DrawnRecipe } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { listImages } from '../../datasets/labelled-folder.ts';
import { resolveInside } from '../../files/workspace-path.ts';
import { decodeImage } from '../../images/decode-image.ts';
import type { RgbImage } from '../../images/rgb-image.ts';
import type { DrawRequest } from '../../models/painter.ts';
import type { FileDigests } from '../../store/digests/file-digests.ts';

export interface PictureFile {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of it. */
  readonly hash: string;
}

export interface FirstFiles {
  readonly init?: PictureFile;
  readonly mask?: PictureFile;
}

/** Images that are kept decoded: a beginning and a mask. */
const MOST_DECODED = 2;

type Finders = { readonly [K in ImageSource['kind']]: (source: ImageSource & { kind: K }) => Promise<PictureFile> };

/** Of one run: what its sources have drawn is told to it, and what lies in folders is listed once. */
export class FirstImages {
  readonly #workspace: string;
  readonly #digests: FileDigests;
  readonly #drawn = new Map<string, ReadonlyMap<string, DrawnImage>>();
  readonly #folders = new Map<string, Promise<readonly string[]>>();
  /** What lies in the workspace, by its source. */
  readonly #found = new Map<string, Promise<PictureFile>>();
  /** By hash, the latest last: all images of a recipe may begin with one file. */
  readonly #pixels = new Map<string, RgbImage>();

  /** @param workspace absolute path */
  constructor(workspace: string, digests: FileDigests) {
    this.#workspace = workspace;
    this.#digests = digests;
  }

  /** What other images may begin with from now on. */
  add({ recipe, cells }: DrawnRecipe): void {
    this.#drawn.set(recipe, new Map(cells.flat().map((image) => [image.key, image])));
  }

  /**
   * The files of an image; looks at their bytes, not at their pixels.
   * @throws Failure `data-missing`, `data-empty`, `path-outside-workspace`, `file-unreadable`
   */
  async find({ init, mask }: Pick<ImagePlan, 'init' | 'mask'>): Promise<FirstFiles> {
    return {
      ...(init && { init: await this.#fileOf(init) }),
      ...(mask && { mask: await this.#fileOf(mask) }),
    };
  }

  /** @throws Failure `file-unreadable`, `image-corrupt` */
  async load({ init, mask }: FirstFiles): Promise<Pick<DrawRequest, 'init' | 'mask'>> {
    return {
      ...(init && { init: await this.#pixelsOf(init) }),
      ...(mask && { mask: await this.#pixelsOf(mask) }),
    };
  }

  #fileOf(source: ImageSource): Promise<PictureFile> {
    const find = this.#finders[source.kind] as (source: ImageSource) => Promise<PictureFile>; // Of this very kind.
    if (source.kind === 'drawn') return find(source);
    const key = JSON.stringify(source);
    const found = this.#found.get(key) ?? find(source);
    this.#found.set(key, found);
    return found;
  }

  readonly #finders: Finders = {
    file: async ({ path }) => {
      const file = await resolveInside(this.#workspace, path);
      if (file !== undefined) return this.#hashed(file);
      throw new Failure(
        'data-missing',
        `There is no image ${path} in ${this.#workspace} to begin with; check \`init\` and \`mask\`.`,
      );
    },

    data: async ({ path, class: name, index }) => {
      const key = JSON.stringify([path, name]);
      const listed = this.#folders.get(key) ?? listImages(this.#workspace, path, name);
      this.#folders.set(key, listed);
      const files = await listed;
      return this.#hashed(files[index % files.length]!); // An empty list is a Failure.
    },

    drawn: async ({ recipe, key }) => {
      const { file, hash, reason } = this.#drawn.get(recipe)?.get(key) ?? {};
      if (file !== undefined && hash !== undefined) return { file, hash };
      const why = reason === undefined ? '; draw that recipe first' : `: ${reason}`;
      throw new Failure('data-missing', `The recipe \`${recipe}\` has not drawn the image to begin with${why}`);
    },
  };

  async #hashed(file: string): Promise<PictureFile> {
    return { file, hash: await this.#digests.of(file) };
  }

  async #pixelsOf({ file, hash }: PictureFile): Promise<RgbImage> {
    const pixels = this.#pixels.get(hash) ?? (await this.#decode(file, hash));
    this.#pixels.delete(hash);
    this.#pixels.set(hash, pixels);
    for (const oldest of [...this.#pixels.keys()].slice(0, -MOST_DECODED)) this.#pixels.delete(oldest);
    return pixels;
  }

  async #decode(file: string, hash: string): Promise<RgbImage> {
    const pixels = await decodeImage(file);
    if ((await this.#digests.of(file)) === hash) return pixels;
    throw new Failure('file-unreadable', `The image ${file} was changed while it was read; draw again.`);
  }
}
