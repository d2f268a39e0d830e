/** @file Looks of the field for a condition. */
import { css } from 'lit';

export const conditionFieldStyle = css`
  :host {
    display: block;
    flex: 1 1 260px;
    min-width: 180px;
  }
  .field {
    position: relative;
    display: flex;
    align-items: center;
  }
  .sign {
    position: absolute;
    left: 7px;
    display: flex;
    color: var(--muted);
    pointer-events: none;
  }
  input {
    flex: 1;
    min-width: 0;
    min-height: 26px;
    padding: 2px 8px 2px 28px;
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: var(--vscode-editor-font-size, 12px);
    color: var(--vscode-input-foreground, inherit);
    background: var(--vscode-input-background, transparent);
    border: 1px solid var(--vscode-input-border, var(--line));
    border-radius: var(--round);
  }
  input[aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-charts-red, currentColor));
  }
  input::placeholder {
    font-family: var(--vscode-font-family);
    color: var(--vscode-input-placeholderForeground, var(--muted));
    opacity: 1;
  }
  ul {
    position: absolute;
    z-index: 10;
    top: calc(100% + 2px);
    left: 0;
    width: max-content;
    min-width: min(100%, 320px);
    max-width: 100%;
    max-height: 260px;
    padding: 3px;
    overflow: hidden auto;
    list-style: none;
    color: var(--vscode-editorSuggestWidget-foreground, var(--vscode-foreground));
    background: var(--vscode-editorSuggestWidget-background, var(--vscode-editorWidget-background));
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-editorSuggestWidget-border, var(--line)));
    border-radius: var(--round);
  }
  ul[hidden] {
    display: none;
  }
  li {
    display: flex;
    gap: 16px;
    padding: 2px 6px;
    cursor: pointer;
    border: 1px solid transparent;
    border-radius: 3px;
  }
  li span:first-child {
    font-family: var(--vscode-editor-font-family, monospace);
  }
  .detail {
    min-width: 0;
    margin-left: auto;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  li:hover {
    background: var(--vscode-list-hoverBackground, transparent);
  }
  li[aria-selected='true'] {
    color: var(--vscode-editorSuggestWidget-selectedForeground, inherit);
    background: var(--vscode-editorSuggestWidget-selectedBackground, transparent);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  li[aria-selected='true'] .detail {
    color: inherit;
  }
  .problem {
    display: flex;
    gap: 6px;
    align-items: flex-start;
  }
  .problem:not(:empty) {
    padding-top: 4px;
  }
  /* The words stay in the colour of words: that of errors is too pale for them in some themes. */
  .problem svg {
    flex: none;
    color: var(--vscode-errorForeground);
    margin-top: 2px;
  }
`;
