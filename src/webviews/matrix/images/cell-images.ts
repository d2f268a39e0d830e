import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { counted, percent } from '../../../protocol/texts/figures.ts';
import type { ClassWording, MatrixImage, MatrixImageId } from '../../../protocol/webviews/matrix.ts';
import { icon } from '../../shared/icons.ts';
import { buttons, theme } from '../../shared/theme.ts';
import type { ClassCount } from './class-counts.ts';
import '../sections/class-wordings.ts';
import type { PickedPrompt } from '../sections/class-wordings.ts';

/**
 * Images of a cell or of a selection, each with how sure the judge was, and how their classes are worded. Tells `more`
 * when further ones are wanted, `reveal` and `open` with an image, `prompt` with a wording, and `closed`.
 */
@customElement('vlp-cell-images')
export class CellImages extends LitElement {
  static override readonly styles = [
    theme,
    buttons,
    css`
      :host {
        display: block;
        background: var(--vscode-sideBar-background, var(--vscode-editor-background));
      }
      header {
        position: sticky;
        top: 0;
        z-index: 1;
        display: flex;
        align-items: flex-start;
        gap: 8px;
        padding: 10px 8px 10px 16px;
        background: inherit;
        border-bottom: 1px solid var(--line);
      }
      .title {
        flex: 1;
      }
      h2 {
        font-size: 1.05em;
        font-weight: 600;
      }
      .words,
      .counts {
        padding: 10px 16px 0;
        list-style: none;
      }
      summary {
        margin-bottom: 4px;
        cursor: pointer;
      }
      .images {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
        gap: 12px 10px;
        padding: 12px 16px 24px;
        list-style: none;
      }
      .image {
        display: block;
        width: 100%;
        padding: 0;
        cursor: pointer;
        text-align: left;
        background: none;
        border: none;
        border-radius: 3px;
      }
      .frame {
        display: block;
        aspect-ratio: 1;
        overflow: hidden;
        background: color-mix(in srgb, var(--vscode-foreground) 6%, transparent);
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 3px;
      }
      .image:hover .frame {
        border-color: var(--vscode-focusBorder);
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: contain;
        image-rendering: pixelated;
      }
      .confidence {
        display: block;
        margin-top: 3px;
      }
      .label {
        display: block;
        overflow: hidden;
        font-size: 0.85em;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .more {
        padding: 0 16px 24px;
      }
    `,
  ];

  @property() heading = '';
  @property({ attribute: false }) classes: readonly string[] = [];
  /** As many as were asked for; absent while they are loaded. */
  @property({ attribute: false }) images: readonly MatrixImage[] | undefined;
  /** All there are. */
  @property({ type: Number }) total = 0;
  /** Images of each class; absent where it says nothing. */
  @property({ attribute: false }) counts: readonly ClassCount[] | undefined;
  /** For more than images. */
  @property({ type: Boolean }) hasRoom = true;
  @property({ attribute: false }) wordings: readonly ClassWording[] = [];
  /** The words have changed since the images were judged. */
  @property({ type: Boolean }) stale = false;

  /** Puts the focus on the first image, or on the way out when there is none. */
  async focusFirst(): Promise<void> {
    await this.updateComplete;
    const [first] = this.#buttons;
    (first ?? this.renderRoot.querySelector<HTMLElement>('.close'))?.focus();
  }

  override render() {
    const { images, heading, total } = this;
    return html`<header>
        <div class="title">
          <h2>${heading}</h2>
          <span class="muted">${images ? counted(total, 'image') : 'Loading …'}</span>
        </div>
        <button class="button bare close" title="Close (Esc)" aria-label="Close" @click=${() => this.#tell('closed')}>
          ${icon('close')}
        </button>
      </header>
      ${this.#wordings()} ${this.#counts()} ${images ? this.#list(images) : nothing}`;
  }

  #wordings() {
    const { wordings, classes, stale } = this;
    if (wordings.length === 0) return nothing;
    return html`<details class="words" ?open=${this.hasRoom}>
      <summary>What the judge reads${stale ? ' (as the file now says it)' : nothing}</summary>
      <vlp-wordings
        .classes=${classes}
        .wordings=${wordings}
        .few=${3}
        @prompt=${({ detail }: CustomEvent<PickedPrompt>) => this.dispatchEvent(new CustomEvent('prompt', { detail }))}
      ></vlp-wordings>
    </details>`;
  }

  #counts() {
    const { counts, classes } = this;
    if (!counts) return nothing;
    return html`<ul class="counts number" aria-label="By class">
      ${counts.map(({ class: index, count, right }) => html`<li>${classes[index]} ${count}, ${right} judged rightly</li>`)}
    </ul>`;
  }

  #list(images: readonly MatrixImage[]) {
    return html`<ul class="images" @keydown=${this.#onKey}>
        ${repeat(
          images,
          ({ id }) => `${id.source}.${id.image}`,
          (image) => html`<li>${this.#image(image)}</li>`,
        )}
      </ul>
      ${images.length < this.total ? this.#more(this.total - images.length) : nothing}`;
  }

  #image({ id, url, label, actual, predicted, confidence, margin, line }: MatrixImage) {
    const { classes } = this;
    const isRight = actual === predicted;
    const sure = `${isRight ? '✓' : '✗'} ${percent(confidence)}`;
    const name = line === undefined ? label : `line ${line}`;
    const how = `${classes[actual]} ${isRight ? 'judged rightly' : `judged as ${classes[predicted]}`}`;
    const action = line === undefined ? 'Open the file' : `Reveal the prompt: ${label}`;
    const words = `${sure} ${name}: ${how}, ${percent(margin)} ahead of the next class. ${action}`;
    return html`<button
      class="image"
      title=${words}
      aria-label=${words}
      @click=${() => this.#tellImage('reveal', id)}
      @auxclick=${() => this.#tellImage('open', id)}
    >
      <span class="frame"><img src=${url} alt="" loading="lazy" decoding="async" draggable="false" /></span>
      <span class="confidence number">${sure}</span>
      <span class="label muted">${name}</span>
    </button>`;
  }

  #more(count: number) {
    return html`<div class="more"><button class="button" @click=${() => this.#tell('more')}>Show more (${count} left)</button></div>`;
  }

  #onKey(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: this.#across,
      ArrowUp: -this.#across,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = this.#buttons;
    const at = buttons.findIndex((button) => button.matches(':focus'));
    buttons[Math.max(0, Math.min(at + step, buttons.length - 1))]?.focus();
  }

  get #buttons(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.image')];
  }

  /** How many images the browser has put side by side. */
  get #across(): number {
    const buttons = this.#buttons;
    const top = buttons[0]?.offsetTop;
    return Math.max(1, buttons.filter((button) => button.offsetTop === top).length);
  }

  #tellImage(name: 'reveal' | 'open', detail: MatrixImageId): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #tell(name: 'closed' | 'more'): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vlp-cell-images': CellImages;
  }
}
