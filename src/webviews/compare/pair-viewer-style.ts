/** @file Looks of two pictures, large. */
import { css } from 'lit';

export const pairViewerStyle = css`
  :host {
    display: block;
    padding: 10px 14px 20px;
  }
  header {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  h2 {
    flex: 1;
    min-width: 0;
    font-size: 1.05em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .steps {
    display: flex;
  }
  vlp-tabs {
    margin: 8px 0;
  }
  .stack {
    position: relative;
    display: block;
    width: 100%;
    max-width: 512px;
    padding: 0;
    overflow: hidden;
    background: none;
    border: 1px solid var(--line);
    border-radius: var(--round);
  }
  .stack img,
  .picture img {
    display: block;
    width: 100%;
    image-rendering: auto;
  }
  .over {
    position: absolute;
    inset: 0;
    height: 100%;
    object-fit: contain;
    clip-path: inset(0 calc(100% - var(--share)) 0 0);
  }
  .seam {
    position: absolute;
    top: 0;
    bottom: 0;
    left: var(--share);
    width: 2px;
    margin-left: -1px;
    background: var(--vscode-focusBorder, #0078d4);
    outline: 1px solid var(--vscode-editor-background);
    pointer-events: none;
  }
  .stack input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    cursor: ew-resize;
    opacity: 0;
  }
  .stack:focus-within {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .blink {
    cursor: pointer;
  }
  .ends {
    display: flex;
    justify-content: space-between;
    max-width: 512px;
    margin-top: 2px;
  }
  .two {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 6px;
    margin-top: 8px;
  }
  .picture {
    display: block;
    width: 100%;
    padding: 0;
    cursor: zoom-in;
    background: none;
    border: 1px solid var(--line);
    border-radius: var(--round);
    overflow: hidden;
  }
  .none {
    display: flex;
    align-items: center;
    justify-content: center;
    aspect-ratio: 1;
    border: 1px dashed var(--line);
    border-radius: var(--round);
  }
  dl {
    margin: 12px 0;
  }
  dt {
    color: var(--muted);
  }
  dd {
    margin-bottom: 6px;
    overflow-wrap: anywhere;
  }
`;
