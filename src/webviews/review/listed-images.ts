/** @file Images of the list as they come into view: asked for in pieces, decoded before they are looked at. */
import type { ListedPart, ReviewImage } from '../../protocol/webviews/review.ts';

/** Images asked for at once. */
const piece = 32;
/** Pieces that are remembered. */
const most = 16;
/** Images on either side that are decoded already. */
const ahead = 5;

type Ask = (part: ListedPart) => Promise<readonly ReviewImage[]>;

export class ListedImages {
  readonly #ask: Ask;
  readonly #onDidCome: () => void;
  /** By number of the piece; empty while it is on its way. The one asked for last is at the end. */
  readonly #pieces = new Map<number, ReadonlyMap<number, ReviewImage>>();
  /** By address; held, so that the browser keeps them decoded. */
  #decoded = new Map<string, HTMLImageElement>();
  #revision = -1;

  constructor(ask: Ask, onDidCome: () => void) {
    this.#ask = ask;
    this.#onDidCome = onDidCome;
  }

  /** Forgets what another list, or other facts, said. */
  begin(revision: number): void {
    this.#revision = revision;
    this.#pieces.clear();
  }

  at(index: number): ReviewImage | undefined {
    return this.#pieces.get(Math.floor(index / piece))?.get(index);
  }

  /** Asks for what is missing around an image. @param reach images on either side that are in view */
  look(index: number, reach: number): void {
    const first = Math.max(0, Math.floor((index - reach) / piece));
    const last = Math.floor((index + reach) / piece);
    for (let number = first; number <= last; number++) if (!this.#pieces.has(number)) void this.#fetch(number);
    this.#decode(index);
  }

  async #fetch(number: number): Promise<void> {
    const revision = this.#revision;
    this.#pieces.set(number, new Map());
    const images = await this.#ask({ revision, from: number * piece, count: piece });
    if (revision !== this.#revision) return;
    this.#pieces.set(number, new Map(images.map((image) => [image.index, image])));
    for (const old of [...this.#pieces.keys()].slice(0, -most)) this.#pieces.delete(old);
    this.#onDidCome();
  }

  #decode(index: number): void {
    const decoded = new Map<string, HTMLImageElement>();
    for (let near = index - ahead; near <= index + ahead; near++) {
      const url = this.at(near)?.url;
      if (url !== undefined) decoded.set(url, this.#decoded.get(url) ?? decodedImage(url));
    }
    this.#decoded = decoded;
  }
}

function decodedImage(url: string): HTMLImageElement {
  const image = new Image();
  image.src = url;
  // One that cannot be decoded says so where it is shown.
  image.decode().catch(() => {});
  return image;
}
