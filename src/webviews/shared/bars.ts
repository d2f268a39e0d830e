/** @file The bar on top of a page. */
import { css } from 'lit';

export const bars = css`
  :host {
    display: block;
    flex: none;
    background: var(--vscode-editor-background);
    border-bottom: 1px solid var(--line);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: 42px;
    padding: 6px 16px;
  }
  h1 {
    font-size: 1.15em;
    font-weight: 600;
  }
  .file {
    min-width: 0;
  }
  .status {
    margin-left: auto;
  }
  /* The tab says it too. */
  @media (max-width: 640px) {
    .file {
      display: none;
    }
  }
`;
