/** @file Looks of the facets: counts as bars behind the words, ranges as small histograms. */
import { css } from 'lit';

export const facetPanelStyle = css`
  :host {
    display: block;
    flex: none;
    width: clamp(170px, 22%, 260px);
    padding: 12px 12px 24px 16px;
    overflow: hidden auto;
    border-right: 1px solid var(--line);
  }
  h2 {
    font-size: 1.05em;
  }
  h3 {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 26px;
    font-size: 1em;
    font-weight: 600;
  }
  .facet {
    margin-top: 8px;
  }
  ul {
    list-style: none;
  }
  .value {
    position: relative;
    display: flex;
    gap: 8px;
    justify-content: space-between;
    width: 100%;
    padding: 1px 6px;
    text-align: left;
    cursor: pointer;
    background: linear-gradient(
        to right,
        color-mix(in srgb, var(--vscode-charts-blue, transparent) 22%, transparent),
        color-mix(in srgb, var(--vscode-charts-blue, transparent) 22%, transparent)
      )
      left / calc(var(--share) * 100%) 100% no-repeat;
    border: 1px solid transparent;
    border-radius: 3px;
  }
  .value:hover {
    border-color: var(--vscode-focusBorder);
  }
  .value[aria-pressed='true'] {
    font-weight: 600;
    border-color: var(--vscode-inputOption-activeBorder, currentColor);
    background-color: var(--vscode-inputOption-activeBackground, transparent);
  }
  .name {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .bars {
    display: flex;
    gap: 1px;
    align-items: flex-end;
    height: 46px;
  }
  .part {
    flex: 1;
    min-width: 0;
    height: 100%;
    padding: 0;
    cursor: pointer;
    background: linear-gradient(var(--vscode-charts-blue, currentColor), var(--vscode-charts-blue, currentColor)) bottom /
      100% max(1px, calc(var(--share) * 100%)) no-repeat;
    border: 0;
    border-bottom: 1px solid var(--line);
  }
  .part:hover {
    background-color: var(--vscode-list-hoverBackground, transparent);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
  }
  .part[disabled] {
    cursor: default;
    background: none;
  }
  .ends {
    display: flex;
    justify-content: space-between;
    font-size: 0.9em;
  }
`;
