/** @file Looks of the panel of one image. */
import { css } from 'lit';

export const panelStyles = css`
  :host {
    display: block;
    overflow: auto;
    background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
  }
  section {
    background: inherit;
    container-type: inline-size;
    padding: 6px 14px 20px;
  }
  .body,
  .rest {
    display: flex;
    flex-direction: column;
    gap: 12px;
  }
  /* Below the grid there is little height and much width. */
  @container (min-width: 420px) {
    .body {
      display: grid;
      grid-template-columns: minmax(0, 38%) minmax(0, 1fr);
      align-items: start;
      gap: 14px;
    }
  }
  header {
    position: sticky;
    top: 0;
    z-index: 1;
    padding-bottom: 4px;
    background: inherit;
    display: flex;
    align-items: center;
    gap: 2px;
  }
  h2 {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    font-size: 1.05em;
    font-weight: 600;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  h3 {
    margin-bottom: 4px;
    font-size: 0.92em;
    font-weight: 600;
  }
  .picture {
    display: grid;
    place-items: center;
    width: 100%;
    max-height: 42vh;
    aspect-ratio: var(--ratio);
    padding: 0;
    overflow: hidden;
    cursor: zoom-in;
    background: color-mix(in srgb, var(--vscode-foreground) 5%, transparent);
    border: 1px solid var(--line);
    border-radius: var(--round);
  }
  .picture img {
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  .pixelated,
  .pixelated img {
    image-rendering: pixelated;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .actions .button {
    padding: 2px 8px;
  }
  .button[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
    background: var(--vscode-inputOption-activeBackground, transparent);
    border-color: var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
  }
  .prompt {
    font-size: 1.05em;
    line-height: 1.5;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    user-select: text;
  }
  .piece {
    display: inline;
    padding: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    text-align: left;
    cursor: pointer;
    background: none;
    border: 0;
    border-bottom: 1px dotted var(--muted);
  }
  .piece:hover,
  .piece:focus-visible {
    background: var(--vscode-editor-selectionHighlightBackground, var(--vscode-list-hoverBackground));
    border-bottom-style: solid;
  }
  .failure {
    color: var(--vscode-errorForeground);
  }
  .candidates {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    list-style: none;
  }
  .candidates li {
    display: flex;
    flex-direction: column;
    gap: 4px;
  }
  .candidates img {
    width: 104px;
    border-radius: 3px;
  }
`;
