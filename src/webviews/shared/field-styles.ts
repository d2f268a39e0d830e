/** @file Looks of fields and lists to choose from. */
import { css } from 'lit';

export const fields = css`
  select,
  input[type='search'] {
    min-height: 26px;
    padding: 2px 4px;
    font: inherit;
    color: var(--vscode-dropdown-foreground, inherit);
    background: var(--vscode-dropdown-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-dropdown-border, var(--line));
    border-radius: var(--round);
  }
  input[type='search'] {
    padding: 2px 6px;
    color: var(--vscode-input-foreground, inherit);
    background: var(--vscode-input-background, transparent);
    border-color: var(--vscode-input-border, var(--line));
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground, var(--muted));
    opacity: 1;
  }
`;
