/** @file Looks that the sections of pages with numbers share. */
import { css } from 'lit';
import { fields } from './field-styles.ts';

/** What is chosen from, with what it is called. */
export const choices = css`
  ${fields}
  label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  select {
    max-width: 22em;
  }
`;

export const sections = css`
  ${choices}
  :host {
    display: block;
  }
  h3 {
    margin: 20px 0 4px;
    font-size: 1.05em;
    font-weight: 600;
  }
  h3:first-child {
    margin-top: 0;
  }
  .hint {
    max-width: 72ch;
    margin: 4px 0 10px;
    color: var(--muted);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 14px;
    margin-bottom: 10px;
  }
  .button[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, inherit);
    background: var(--vscode-inputOption-activeBackground, transparent);
    border: 1px solid var(--vscode-inputOption-activeBorder, currentColor);
    /* In high contrast other buttons have a border, too. */
    box-shadow: inset 0 0 0 1px var(--vscode-inputOption-activeBorder, currentColor);
  }
  .scroller {
    overflow-x: auto;
  }
  table.list {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  table.list th,
  table.list td {
    padding: 3px 12px 3px 0;
    text-align: left;
    vertical-align: middle;
    border-bottom: 1px solid color-mix(in srgb, var(--vscode-foreground) 12%, transparent);
  }
  table.list tbody th {
    font-weight: normal;
  }
  table.list thead th {
    font-weight: normal;
    color: var(--muted);
  }
  table.list .figure {
    text-align: right;
    white-space: nowrap;
  }
  .link {
    padding: 0;
    cursor: pointer;
    text-align: left;
    color: var(--vscode-textLink-foreground);
    background: none;
    border: none;
  }
  .link:hover {
    text-decoration: underline;
  }
  .badge {
    display: inline-block;
    padding: 0 6px;
    font-size: 0.85em;
    white-space: nowrap;
    border: 1px solid color-mix(in srgb, var(--vscode-foreground) 45%, transparent);
    border-radius: 8px;
  }
  svg text {
    font-family: var(--vscode-font-family);
    font-size: 11px;
    fill: var(--vscode-foreground);
  }
  svg .axis {
    stroke: color-mix(in srgb, var(--vscode-foreground) 40%, transparent);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
