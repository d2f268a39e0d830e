/** @file Looks of the wall: a canvas as large as all of it, tiles of one size. */
import { css } from 'lit';

export const wallStyle = css`
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
    overflow: hidden scroll;
    contain: strict;
    user-select: none;
  }
  .scroller:focus-visible {
    outline: none;
  }
  .scroller:focus-visible .tile.current {
    outline-width: 3px;
  }
  .canvas {
    position: relative;
    height: var(--height);
  }
  .tile {
    position: absolute;
    left: 0;
    top: 0;
    width: var(--size);
    height: var(--size);
    transform: translate(var(--x), var(--y));
    overflow: hidden;
    cursor: pointer;
    background: color-mix(in srgb, var(--vscode-foreground) 8%, transparent);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 3px;
  }
  .tile:hover {
    border-color: var(--vscode-focusBorder);
  }
  .tile img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  .tile.pixelated img {
    image-rendering: pixelated;
  }
  .tile.rejected img {
    opacity: 0.35;
  }
  .tile.selected {
    border: 2px solid var(--vscode-focusBorder);
  }
  .tile.selected::after {
    content: '';
    position: absolute;
    inset: 0;
    background: color-mix(in srgb, var(--vscode-focusBorder) 22%, transparent);
  }
  .tile.current {
    z-index: 1;
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .check {
    position: absolute;
    z-index: 1;
    top: 2px;
    left: 2px;
    display: grid;
    place-items: center;
    width: 16px;
    height: 16px;
    color: var(--vscode-button-foreground);
    background: var(--vscode-button-background, var(--vscode-focusBorder));
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 3px;
  }
  .caption {
    position: absolute;
    inset: auto 0 0;
    padding: 0 5px 1px;
    overflow: hidden;
    font-size: 0.85em;
    white-space: nowrap;
    text-overflow: ellipsis;
    color: var(--vscode-foreground);
    background: color-mix(in srgb, var(--vscode-editor-background) 85%, transparent);
  }
`;
