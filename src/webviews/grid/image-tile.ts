/** @file One image of the grid, in whatever state it is. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import type { GridImage, StepOfImage } from '../../protocol/webviews/grid.ts';
import { cssVariables } from '../shared/css-variables.ts';
import { icon } from '../shared/icons.ts';
import { imageWords } from './grid-words.ts';

export const tileStyles = css`
  .tile {
    position: relative;
    display: block;
    width: var(--size);
    height: var(--size);
    padding: 0;
    overflow: hidden;
    cursor: pointer;
    color: var(--muted);
    background: color-mix(in srgb, var(--vscode-foreground) 4%, transparent);
    border: 1px dashed color-mix(in srgb, var(--vscode-foreground) 22%, transparent);
    border-radius: 3px;
    /* Not under the heads that stay in place. */
    scroll-margin: 96px 12px 12px 128px;
  }
  .tile.filled {
    border: 1px solid var(--vscode-contrastBorder, transparent);
    background: color-mix(in srgb, var(--vscode-foreground) 8%, transparent);
  }
  .tile.drawing {
    border: 1px solid var(--vscode-progressBar-background);
  }
  .tile.failed {
    border: 1px solid var(--vscode-errorForeground);
    color: var(--vscode-errorForeground);
  }
  .tile:hover {
    border-color: var(--vscode-focusBorder);
  }
  .tile:focus-visible {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .tile img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  .tile svg {
    position: absolute;
    inset: 0;
    margin: auto;
  }
  .tile .step {
    position: absolute;
    left: 0;
    bottom: 0;
    height: 3px;
    width: calc(var(--share) * 100%);
    background: var(--vscode-progressBar-background);
  }
  .tile.queued {
    border-style: dotted;
    border-color: color-mix(in srgb, var(--vscode-foreground) 50%, transparent);
  }
`;

export interface TileOptions {
  readonly image: GridImage;
  /** Of the image being drawn. */
  readonly step?: StepOfImage | undefined;
  /** The one tile of the grid that the tab key reaches. */
  readonly isCurrent: boolean;
  readonly isPixelated: boolean;
  /** For the handlers of the grid: `cell.image`. */
  readonly place: string;
}

export function imageTile({ image, step, isCurrent, isPixelated, place }: TileOptions): TemplateResult {
  const { state, url } = image;
  const words = imageWords(image);
  const classes = { tile: true, filled: url !== undefined, pixelated: isPixelated, [state]: true };
  return html`<button
    class=${classMap(classes)}
    data-place=${place}
    tabindex=${isCurrent ? 0 : -1}
    title=${words}
    aria-label=${words}
  >
    ${url === undefined ? nothing : picture(url)}
    ${state === 'failed' ? icon('warning') : nothing}
    ${
      state === 'drawing' && step
        ? html`<span class="step" ${cssVariables({ '--share': step.index / step.count })}></span>`
        : nothing
    }
  </button>`;
}

/** A preview may be gone before it is loaded, because its image is done; the next snapshot brings that one. */
function picture(url: string): TemplateResult {
  return html`<img
    src=${url}
    alt=""
    loading="lazy"
    decoding="async"
    draggable="false"
    @load=${({ target }: Event) => setHidden(target, false)}
    @error=${({ target }: Event) => setHidden(target, true)}
  />`;
}

function setHidden(target: EventTarget | null, isHidden: boolean): void {
  if (target instanceof HTMLElement) target.style.visibility = isHidden ? 'hidden' : '';
}
