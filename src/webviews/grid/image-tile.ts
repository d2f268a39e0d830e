/** @file One image of the grid, in whatever state it is. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import type { ImageDecision } from '../../protocol/decisions.ts';
import type { ImageState } from '../../protocol/engine.ts';
import type { GridImage, StepOfImage } from '../../protocol/webviews/grid.ts';
import { cssVariables } from '../shared/css-variables.ts';
import { decisionMarks } from '../shared/decision-marks.ts';
import { icon } from '../shared/icons.ts';
import { tileWords } from './grid-words.ts';

export const tileStyles = css`
  ${decisionMarks}
  .tile {
    position: absolute;
    left: 0;
    top: 0;
    width: var(--size);
    height: var(--size);
    transform: translate(var(--x), var(--y));
    overflow: hidden;
    cursor: pointer;
    color: var(--muted);
    background: color-mix(in srgb, var(--vscode-foreground) 4%, transparent);
    border: 1px dashed color-mix(in srgb, var(--vscode-foreground) 22%, transparent);
    border-radius: 3px;
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
  .tile.queued {
    border-style: dotted;
    border-color: color-mix(in srgb, var(--vscode-foreground) 50%, transparent);
  }
  .tile:hover {
    border-color: var(--vscode-focusBorder);
  }
  .tile.selected {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .tile.selected::after {
    content: '';
    position: absolute;
    inset: 0;
    background: color-mix(in srgb, var(--vscode-focusBorder) 22%, transparent);
  }
  .tile.current {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
    z-index: 1;
  }
  .tile.rejected img {
    opacity: 0.35;
  }
  .tile img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
    -webkit-user-drag: none;
  }
  .tile.pixelated img {
    image-rendering: pixelated;
  }
  .tile > svg {
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
  .caption {
    position: absolute;
    left: 0;
    top: 0;
    width: var(--size);
    transform: translate(var(--x), var(--y));
    overflow: hidden;
    font-size: 0.85em;
    line-height: 16px;
    white-space: nowrap;
    text-overflow: ellipsis;
    pointer-events: none;
  }
`;

export interface TileOptions {
  readonly index: number;
  readonly state: ImageState;
  /** Absent until it was fetched. */
  readonly image: GridImage | undefined;
  /** While it is being drawn. */
  readonly preview: string | undefined;
  readonly step: StepOfImage | undefined;
  readonly decision: ImageDecision | null | undefined;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly isPixelated: boolean;
  /** Place of its tile among the columns, from 1, for those who hear the page. */
  readonly column: number;
  /** Pixels from the top left of its row. */
  readonly left: number;
  readonly top: number;
}

/** Without room for them, tiles bear no marks. */
const leastForMarks = 40;

export function imageTile(tile: TileOptions, size: number): TemplateResult {
  const { index, state, image, preview, decision, isCurrent, isSelected, isPixelated, column, left, top } = tile;
  const url = state === 'done' ? image?.url : preview;
  const words = tileWords(tile);
  const classes = {
    tile: true,
    filled: url !== undefined,
    pixelated: isPixelated,
    current: isCurrent,
    selected: isSelected,
    rejected: decision?.state === 'rejected',
    [state]: true,
  };
  return html`<div
    class=${classMap(classes)}
    role="gridcell"
    id=${tileId(index)}
    data-index=${index}
    aria-colindex=${column}
    aria-selected=${isSelected}
    title=${words}
    aria-label=${words}
    ${cssVariables({ '--x': `${left}px`, '--y': `${top}px` })}
  >
    ${url === undefined ? nothing : picture(url)} ${state === 'failed' ? icon('warning') : nothing}
    ${decision && size >= leastForMarks ? marks(decision) : nothing} ${stepBar(tile)}
  </div>`;
}

export function tileId(index: number): string {
  return `image-${index}`;
}

function stepBar({ state, step }: TileOptions) {
  if (state !== 'drawing' || !step) return nothing;
  return html`<span class="step" ${cssVariables({ '--share': step.index / step.count })}></span>`;
}

function marks({ state, isFlagged }: ImageDecision) {
  if (state === 'undecided' && !isFlagged) return nothing;
  return html`<span class="marks">
    ${isFlagged ? html`<span class="mark">${icon('pin', 12)}</span>` : nothing}
    ${state === 'kept' ? html`<span class="mark kept">${icon('passed', 12)}</span>` : nothing}
    ${state === 'rejected' ? html`<span class="mark rejected">${icon('failed', 12)}</span>` : nothing}
  </span>`;
}

/** A preview may be gone before it is loaded, because its image is done; the next snapshot brings that one. */
function picture(url: string): TemplateResult {
  return html`<img
    src=${url}
    alt=""
    decoding="async"
    draggable="false"
    @load=${({ target }: Event) => setHidden(target, false)}
    @error=${({ target }: Event) => setHidden(target, true)}
  />`;
}

function setHidden(target: EventTarget | null, isHidden: boolean): void {
  if (target instanceof HTMLElement) target.style.visibility = isHidden ? 'hidden' : '';
}
