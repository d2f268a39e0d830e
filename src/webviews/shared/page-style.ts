/** @file What the document itself needs: VS Code's own sheet for pages is inline, and our policy refuses it. */
import { css } from 'lit';

const sheet = css`
  html {
    scrollbar-color: var(--vscode-scrollbarSlider-background) transparent;
  }
  body {
    margin: 0;
    padding: 0;
    color: var(--vscode-foreground);
    background: var(--vscode-editor-background);
  }
`;

export function stylePage(): void {
  if (sheet.styleSheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet.styleSheet];
}
