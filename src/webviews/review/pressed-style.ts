/** @file Looks of buttons that are on, in high contrast too, which has one colour for all of them. */
import { css } from 'lit';

export const pressedStyle = css`
  .button[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
    background: var(--vscode-inputOption-activeBackground, transparent);
    border-color: var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
    box-shadow: inset 0 -3px 0 currentColor;
  }
`;
