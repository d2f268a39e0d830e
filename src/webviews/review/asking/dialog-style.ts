/** @file Looks of the small dialogs of a review. */
import { css } from 'lit';

export const dialogStyle = css`
  dialog {
    width: min(420px, calc(100vw - 32px));
    max-height: calc(100vh - 32px);
    padding: 14px 16px 16px;
    overflow: auto;
    color: inherit;
    background: var(--vscode-editorWidget-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, var(--line)));
    border-radius: 8px;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 35%);
  }
  h2 {
    margin-bottom: 8px;
    font-size: 1.1em;
  }
  .hint {
    margin: 6px 0 0;
    color: var(--muted);
  }
  .reasons {
    display: grid;
    gap: 2px;
    margin-bottom: 10px;
  }
  .reason {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 4px 8px;
    text-align: left;
    cursor: pointer;
    background: none;
    border: 1px solid transparent;
    border-radius: var(--round);
  }
  .reason:hover {
    background: var(--vscode-list-hoverBackground, var(--vscode-toolbar-hoverBackground));
  }
  .reason[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, inherit);
    background: var(--vscode-inputOption-activeBackground, transparent);
    border-color: var(--vscode-inputOption-activeBorder, currentColor);
  }
  .reason svg {
    margin-left: auto;
  }
  kbd {
    min-width: 1.6em;
    padding: 0 5px;
    font: inherit;
    text-align: center;
    color: var(--vscode-keybindingLabel-foreground, inherit);
    background: var(--vscode-keybindingLabel-background, transparent);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-keybindingLabel-border, var(--line)));
    border-radius: 3px;
  }
  label {
    display: grid;
    gap: 4px;
  }
  input {
    width: 100%;
    min-height: 28px;
    padding: 2px 8px;
    font: inherit;
    color: var(--vscode-input-foreground, inherit);
    background: var(--vscode-input-background, transparent);
    border: 1px solid var(--vscode-input-border, var(--line));
    border-radius: var(--round);
  }
  footer {
    display: flex;
    gap: 8px;
    justify-content: flex-end;
    margin-top: 14px;
  }
`;
