/** @file Pictures that are decoded before they are looked at. */

export class DecodedPictures {
  /** By address; held, so that the browser keeps them decoded. */
  #decoded = new Map<string, HTMLImageElement>();

  /** From now on these are held, and no others. */
  hold(urls: readonly string[]): void {
    this.#decoded = new Map(urls.map((url) => [url, this.#decoded.get(url) ?? decodedPicture(url)]));
  }

  of(url: string): HTMLImageElement | undefined {
    return this.#decoded.get(url);
  }
}

function decodedPicture(url: string): HTMLImageElement {
  const picture = new Image();
  picture.draggable = false;
  picture.src = url;
  // One that cannot be decoded says so where it is shown.
  picture.decode().catch(() => {});
  return picture;
}
