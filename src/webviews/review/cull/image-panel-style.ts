/** @file Looks of the panel beside one image. */
import { css } from 'lit';
import { pressedStyle } from '../pressed-style.ts';

export const imagePanelStyle = css`
  ${pressedStyle}
  :host {
    display: flex;
    flex-direction: column;
    gap: 10px;
  }
  h2 {
    font-size: 1.1em;
    overflow-wrap: anywhere;
  }
  .acts,
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .button.bare.worded {
    padding: 3px 6px;
  }
  .stars {
    display: flex;
    margin-left: -4px;
  }
  .stars .on {
    color: var(--vscode-charts-yellow, currentColor);
    box-shadow: none;
    background: none;
    border-color: transparent;
  }
  .classes {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
    gap: 3px;
  }
  .class {
    display: flex;
    gap: 6px;
    align-items: center;
    min-width: 0;
    padding: 2px 6px 2px 3px;
    cursor: pointer;
    background: none;
    border: 1px solid transparent;
    border-radius: var(--round);
  }
  .class:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .class span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .class[aria-pressed='true'] {
    font-weight: 600;
    border-color: var(--vscode-contrastBorder, var(--line));
  }
  .others {
    min-width: 0;
  }
  .others.chosen {
    font-weight: 600;
  }
  /* Other than it was drawn. */
  .class.label {
    border: 1px solid var(--vscode-inputOption-activeBorder, currentColor);
    background: var(--vscode-inputOption-activeBackground, transparent);
    color: var(--vscode-inputOption-activeForeground, inherit);
  }
  kbd {
    flex: none;
    min-width: 1.5em;
    padding: 0 4px;
    font: inherit;
    font-size: 0.9em;
    font-weight: 400;
    text-align: center;
    color: var(--vscode-keybindingLabel-foreground, inherit);
    background: var(--vscode-keybindingLabel-background, transparent);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-keybindingLabel-border, var(--line)));
    border-radius: 3px;
  }
  .tag {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    padding: 1px 8px;
    cursor: pointer;
    color: var(--vscode-badge-foreground);
    background: var(--vscode-badge-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 10px;
  }
  .note {
    padding-left: 8px;
    border-left: 3px solid var(--line);
    overflow-wrap: anywhere;
  }
  .team {
    display: flex;
    gap: 6px;
    align-items: center;
  }
  .team.disputed svg {
    color: var(--vscode-charts-yellow, currentColor);
  }
  .prompt {
    overflow-wrap: anywhere;
    user-select: text;
  }
`;
