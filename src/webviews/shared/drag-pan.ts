/** @file Moving a scrolled element by dragging what is in it; with the space key held, or the middle button, at once. */

/** Pixels that a hand moves while it clicks. */
const slack = 5;

export class DragPan {
  readonly #element: () => HTMLElement;
  #isSpaceHeld = false;
  /** The click that ends a drag is no click. */
  hasJustPanned = false;

  constructor(element: () => HTMLElement) {
    this.#element = element;
  }

  readonly key = ({ key, type }: KeyboardEvent): void => {
    if (key === ' ') this.#isSpaceHeld = type === 'keydown';
  };

  readonly down = (event: PointerEvent): void => {
    this.hasJustPanned = false;
    const element = this.#element();
    // Fingers pan by themselves, and the bars are not the canvas.
    if (event.pointerType === 'touch' || isOnBar(event, element) || event.button > 1) return;
    if (event.button === 1) event.preventDefault();
    const from = { x: event.clientX, y: event.clientY, left: element.scrollLeft, top: element.scrollTop };
    let isPanning = this.#isSpaceHeld || event.button === 1;
    const move = ({ clientX, clientY }: PointerEvent) => {
      const [x, y] = [clientX - from.x, clientY - from.y];
      isPanning ||= Math.hypot(x, y) > slack;
      if (!isPanning) return;
      element.classList.add('panning');
      this.hasJustPanned = true;
      element.scrollTo(from.left - x, from.top - y);
    };
    const end = new AbortController();
    const { signal } = end;
    window.addEventListener('pointermove', move, { signal });
    const up = () => {
      end.abort();
      element.classList.remove('panning');
    };
    window.addEventListener('pointerup', up, { signal });
    window.addEventListener('pointercancel', up, { signal });
  };
}

function isOnBar({ offsetX, offsetY, target }: PointerEvent, element: HTMLElement): boolean {
  return target === element && (offsetX >= element.clientWidth || offsetY >= element.clientHeight);
}
