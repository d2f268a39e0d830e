/** @file Looks that all pages share, in VS Code's own colours and measures. */
import { css } from 'lit';

/** For every element that shows text or controls. */
export const theme = css`
  :host {
    color: var(--vscode-foreground);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size, 13px);
    line-height: 1.4;
    --line: var(--vscode-contrastBorder, var(--vscode-panel-border, rgb(128 128 128 / 35%)));
    --muted: var(--vscode-descriptionForeground);
    --round: 4px;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  .muted {
    color: var(--muted);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .code {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: var(--vscode-editor-font-size, 12px);
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
`;

export const buttons = css`
  button {
    font: inherit;
    color: inherit;
  }
  .button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 3px 10px;
    min-height: 26px;
    white-space: nowrap;
    cursor: pointer;
    border-radius: var(--round);
    color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
    background: var(--vscode-button-secondaryBackground, transparent);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent));
  }
  .button:hover {
    background: var(--vscode-button-secondaryHoverBackground, var(--vscode-toolbar-hoverBackground));
  }
  .button.primary {
    color: var(--vscode-button-foreground);
    background: var(--vscode-button-background);
  }
  .button.primary:hover {
    background: var(--vscode-button-hoverBackground);
  }
  .button.bare {
    padding: 3px;
    min-width: 26px;
    justify-content: center;
    background: transparent;
    border-color: transparent;
    color: var(--vscode-icon-foreground, inherit);
  }
  .button.bare:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  .button[disabled] {
    opacity: 0.5;
    cursor: default;
  }
  .button svg {
    flex: none;
  }
`;
