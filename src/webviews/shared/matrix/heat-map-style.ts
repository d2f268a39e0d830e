/** @file Looks of the matrix itself. Every cell has its place through `--row` and `--column`. */
import { css } from 'lit';

export const heatMapStyle = css`
  :host {
    display: block;
    --right: var(--vscode-charts-blue, #3794ff);
    --wrong: var(--vscode-charts-yellow, #cca700);
    /* Words on the deepest colour must still be read. */
    --deepest: 48%;
    --margin: 74px;
  }
  :host-context(.vscode-dark) {
    --deepest: 36%;
  }
  .scroller {
    width: fit-content;
    max-width: 100%;
    max-height: max(320px, calc(100vh - 250px));
    overflow: auto;
    border: 1px solid transparent;
  }
  .table {
    position: relative;
    width: calc(var(--head) + var(--count) * var(--size) + var(--margin));
    height: calc(var(--top) + var(--count) * var(--size) + 2px);
    font-variant-numeric: tabular-nums;
  }
  .heads {
    position: sticky;
    z-index: 2;
    top: 0;
    height: var(--top);
    background: var(--vscode-editor-background);
  }
  .corner {
    position: sticky;
    z-index: 3;
    left: 0;
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    width: var(--head);
    height: var(--top);
    padding: 0 8px 6px 0;
    font-size: 0.85em;
    text-align: right;
    color: var(--muted);
    background: var(--vscode-editor-background);
  }
  .head {
    position: absolute;
    bottom: 4px;
    left: calc(var(--head) + var(--column) * var(--size));
    width: var(--size);
    max-height: calc(var(--top) - 8px);
    overflow: hidden;
    line-height: var(--size);
    text-overflow: ellipsis;
    white-space: nowrap;
    writing-mode: vertical-rl;
    transform: rotate(180deg);
  }
  .heads .recall {
    position: absolute;
    bottom: 6px;
    font-size: 0.85em;
    color: var(--muted);
  }
  .row {
    position: absolute;
    top: calc(var(--top) + var(--row) * var(--size));
    left: 0;
    width: 100%;
    height: var(--size);
  }
  .name {
    position: sticky;
    z-index: 1;
    left: 0;
    width: var(--head);
    height: var(--size);
    padding: 0 8px 0 0;
    overflow: hidden;
    line-height: var(--size);
    text-align: right;
    text-overflow: ellipsis;
    white-space: nowrap;
    background: var(--vscode-editor-background);
  }
  .group {
    font-style: italic;
  }
  .active {
    font-weight: 600;
  }
  .small {
    font-size: 10px;
  }
  .cell {
    position: absolute;
    top: 1px;
    left: calc(var(--head) + var(--column) * var(--size) + 1px);
    width: calc(var(--size) - 2px);
    height: calc(var(--size) - 2px);
    overflow: hidden;
    font-size: clamp(10px, calc(var(--size) * 0.4), 13px);
    line-height: calc(var(--size) - 4px);
    text-align: center;
    white-space: nowrap;
    cursor: pointer;
    background: color-mix(in srgb, var(--tone) calc(var(--strength) * var(--deepest)), var(--empty));
    border: 1px solid transparent;
    border-radius: 3px;
    --tone: var(--wrong);
    --empty: color-mix(in srgb, var(--vscode-foreground) 5%, transparent);
  }
  .cell.right,
  .cell.better {
    --tone: var(--right);
  }
  .cell.right,
  .cell.better,
  .cell.worse {
    font-weight: 600;
  }
  .cell.same {
    --tone: color-mix(in srgb, var(--vscode-foreground) 30%, transparent);
    font-style: italic;
  }
  /* Worse and better differ by more than colour. */
  .cell.worse {
    border: 1px dashed var(--vscode-foreground);
  }
  .cell.better {
    border: 1px solid var(--vscode-foreground);
  }
  .cell:hover,
  .cell.open {
    border: 1px solid var(--vscode-focusBorder);
    box-shadow: 0 0 0 1px var(--vscode-focusBorder);
  }
  .cell:focus-visible {
    z-index: 1;
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .row .recall {
    position: absolute;
    top: 0;
    height: var(--size);
    line-height: var(--size);
    white-space: nowrap;
  }
  .recall {
    left: calc(var(--head) + var(--count) * var(--size) + 10px);
  }
  .readout {
    min-height: 1.4em;
    margin-top: 6px;
  }
  /* Colours are few in high contrast: borders and the size of a square inside a small cell say how much there is. */
  :host-context(.vscode-high-contrast) .cell {
    background: transparent;
    border-color: color-mix(in srgb, var(--vscode-contrastBorder) 40%, transparent);
    --many: var(--vscode-contrastActiveBorder, var(--vscode-contrastBorder));
  }
  :host-context(.vscode-high-contrast) .cell.right {
    border-color: var(--vscode-contrastBorder);
  }
  :host-context(.vscode-high-contrast) .cell.worse {
    border: 2px dashed var(--many);
  }
  :host-context(.vscode-high-contrast) .cell.better {
    border: 2px solid var(--vscode-contrastBorder);
  }
  :host-context(.vscode-high-contrast) .cell.right:not(.wordless) {
    border-width: 2px;
    line-height: calc(var(--size) - 6px);
  }
  :host-context(.vscode-high-contrast) .cell.wrong.many:not(.wordless) {
    border: 2px dashed var(--many);
    line-height: calc(var(--size) - 6px);
  }
  :host-context(.vscode-high-contrast) .cell.wordless::after {
    position: absolute;
    inset: calc((1 - var(--strength)) * 50%);
    content: '';
    background: var(--vscode-foreground);
  }
  :host-context(.vscode-high-contrast) .cell.wrong.many.wordless::after,
  :host-context(.vscode-high-contrast) .cell.worse.wordless::after {
    background: var(--many);
  }
`;
