/** @file Looks of a group of near-duplicates. */
import { css } from 'lit';

export const pairsStyle = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .bar {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 6px 10px;
    align-items: center;
    padding: 6px 16px;
    border-bottom: 1px solid var(--line);
  }
  .spread {
    flex: 1;
  }
  .empty {
    margin: auto;
  }
  .group {
    display: grid;
    flex: 1;
    grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
    gap: 12px;
    grid-auto-rows: max-content;
    align-content: start;
    min-height: 0;
    padding: 12px 16px;
    overflow: auto;
  }
  .group:focus-visible {
    outline-offset: -2px;
  }
  .card {
    display: flex;
    flex-direction: column;
    min-width: 0;
    max-width: 520px;
    overflow: hidden;
    border: 2px solid var(--vscode-contrastBorder, transparent);
    border-radius: 6px;
    background: color-mix(in srgb, var(--vscode-foreground) 4%, transparent);
  }
  .card.current {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .card.kept {
    border-color: var(--vscode-charts-green, currentColor);
  }
  .card.rejected {
    border: 2px dashed var(--vscode-charts-red, currentColor);
  }
  .card.rejected img {
    opacity: 0.4;
  }
  .picture {
    position: relative;
    display: block;
    width: 100%;
    padding: 0;
    cursor: pointer;
    background: none;
    border: 0;
  }
  .picture img {
    display: block;
    width: 100%;
    aspect-ratio: 1;
    object-fit: contain;
  }
  .pixelated img {
    image-rendering: pixelated;
  }
  figcaption {
    display: grid;
    gap: 6px;
    justify-items: start;
    padding: 8px 10px 10px;
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 2px 10px;
  }
  dd {
    overflow-wrap: anywhere;
  }
  kbd {
    min-width: 1.5em;
    padding: 0 4px;
    font: inherit;
    font-size: 0.9em;
    text-align: center;
    color: var(--vscode-keybindingLabel-foreground, inherit);
    background: var(--vscode-keybindingLabel-background, transparent);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-keybindingLabel-border, var(--line)));
    border-radius: 3px;
  }
`;
