import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isForButton, isTyping } from '../../shared/pressed-key.ts';
import { keyName } from './key-names.ts';
import type { Routed } from './key-router.ts';

/** What keys do in a page. */
export interface KeyedPage {
  /** Undefined where the key does nothing now. */
  readonly routeOf: (key: string) => Routed | undefined;
  readonly act: (routed: Routed) => void;
  /** Of a key without a route. @returns whether it did something */
  readonly extend: (key: string) => boolean;
}

/** Keys of the page, wherever the focus is in it: nothing has to be clicked first. */
export class PageKeys implements ReactiveController {
  readonly #page: KeyedPage;

  constructor(host: ReactiveControllerHost, page: KeyedPage) {
    this.#page = page;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#onKey);
    window.addEventListener('keydown', this.#onControlKey, { capture: true });
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#onKey);
    window.removeEventListener('keydown', this.#onControlKey, { capture: true });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const key = keyName(event);
    if (key === undefined || isTyping(event) || isForButton(event) || isInDialog(event)) return;
    const routed = this.#page.routeOf(key);
    if (!routed && !this.#page.extend(key)) return;
    event.preventDefault();
    if (routed) this.#act(routed, event);
  };

  /**
   * Before VS Code hears of it: it would undo what it knows of by now, whereas the page asks behind the decisions that it
   * has sent, so that what was pressed last is undone; and it would select all text, which takes the focus into a field.
   */
  readonly #onControlKey = (event: KeyboardEvent): void => {
    const key = keyName(event);
    if (!key?.startsWith('Control+') || isTyping(event) || isInDialog(event)) return;
    const routed = this.#page.routeOf(key);
    if (!routed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#act(routed, event);
  };

  #act(routed: Routed, { repeat }: KeyboardEvent): void {
    if (!repeat || routed.isRepeated) this.#page.act(routed);
  }
}

/** There keys are for the dialog. */
function isInDialog(event: Event): boolean {
  // One that was just closed has the focus until the page is laid out anew.
  return event.composedPath().some((target) => target instanceof HTMLDialogElement && target.open);
}
