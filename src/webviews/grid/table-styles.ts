/** @file Looks of the table of images: a canvas as large as all of it, heads that stay in place. */
import { css } from 'lit';

export const tableStyles = css`
  :host {
    display: block;
    flex: 1;
    min-width: 0;
    min-height: 0;
  }
  .scroller {
    position: relative;
    width: 100%;
    height: 100%;
    overflow: auto;
    contain: strict;
  }
  .scroller:focus-visible {
    outline: none;
  }
  .scroller:focus-visible .tile.current {
    outline-width: 3px;
  }
  .scroller.panning,
  .scroller.panning .tile {
    cursor: grabbing;
  }
  .canvas {
    position: relative;
    width: var(--width);
    height: var(--height);
    min-width: 100%;
  }
  .heads {
    position: sticky;
    top: 0;
    z-index: 3;
    height: var(--head-height);
    background: var(--vscode-editor-background);
    border-bottom: 1px solid var(--line);
    font-weight: 600;
  }
  .corner {
    position: sticky;
    left: 0;
    z-index: 1;
    width: var(--head-width);
    height: 100%;
    background: var(--vscode-editor-background);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .column-head {
    position: absolute;
    left: var(--head-width);
    top: 0;
    width: var(--column-width);
    padding: 5px 6px;
    transform: translateX(var(--x));
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .row {
    position: absolute;
    left: 0;
    top: 0;
    width: 100%;
    height: var(--row-height);
    transform: translateY(var(--y));
    border-top: 1px solid color-mix(in srgb, var(--vscode-foreground) 8%, transparent);
  }
  .row-head {
    position: sticky;
    left: 0;
    z-index: 2;
    display: flex;
    width: var(--head-width);
    height: 100%;
    padding: 6px 8px 4px 14px;
    overflow: hidden;
    font-weight: 600;
    overflow-wrap: anywhere;
    background: var(--vscode-editor-background);
  }
  .row-head span {
    max-height: 100%;
    overflow: hidden;
  }
  .row.pointed .row-head {
    box-shadow: inset 3px 0 var(--vscode-focusBorder);
  }
  .tiles {
    position: absolute;
    left: var(--head-width);
    top: 0;
  }
  .left-out {
    position: absolute;
    transform: translate(var(--x), var(--y));
    white-space: nowrap;
  }
`;
