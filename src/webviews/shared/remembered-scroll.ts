/** @file Where a page was scrolled to; pages are loaded anew whenever their tab is shown again. */

export interface ScrollPlace {
  readonly left: number;
  readonly top: number;
}

export class RememberedScroll {
  readonly #onDidChange: () => void;
  #element: Element | undefined;
  #place: ScrollPlace;
  #isDue = false;

  /** @param onDidChange called at most once a frame */
  constructor(place: ScrollPlace | undefined, onDidChange: () => void) {
    this.#place = place ?? { left: 0, top: 0 };
    this.#onDidChange = onDidChange;
  }

  get place(): ScrollPlace {
    return this.#place;
  }

  /** For lit's `ref`: scrolls a new element to the place, once it has its content, and follows it from then on. */
  readonly attach = (element: Element | undefined): void => {
    if (!element || element === this.#element) return;
    this.#element = element;
    requestAnimationFrame(() => {
      element.scrollTo(this.#place.left, this.#place.top);
      element.addEventListener('scroll', () => this.#follow(element), { passive: true });
    });
  };

  #follow({ scrollLeft, scrollTop }: Element): void {
    this.#place = { left: scrollLeft, top: scrollTop };
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#onDidChange();
    });
  }
}
