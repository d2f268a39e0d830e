/** @file Looks of the page of a review: one image as large as there is room, and beside it what made it. */
import { css } from 'lit';

export const reviewPageStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100vh;
    overflow: hidden;
  }
  main {
    display: flex;
    flex: 1;
    min-height: 0;
  }
  .stage {
    position: relative;
    display: flex;
    flex: 1;
    min-width: 0;
    min-height: 0;
    padding: 12px;
    border: 4px solid transparent;
  }
  .stage:focus-visible {
    outline-offset: -2px;
  }
  .stage.kept {
    border-color: var(--vscode-charts-green, currentColor);
  }
  .stage.rejected {
    border: 4px dashed var(--vscode-charts-red, currentColor);
  }
  .stage img {
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  .stage.rejected img {
    opacity: 0.5;
  }
  .pixelated {
    image-rendering: pixelated;
  }
  aside {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: 12px;
    width: clamp(200px, 28%, 320px);
    padding: 12px 16px;
    overflow: auto;
    border-left: 1px solid var(--line);
  }
  h2 {
    font-size: 1.05em;
  }
  .prompt {
    overflow-wrap: anywhere;
    user-select: text;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .button[aria-pressed='true'] {
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
    background: var(--vscode-inputOption-activeBackground, transparent);
    border-color: var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
    /* High contrast has one colour for all of these. */
    box-shadow: inset 0 -3px 0 currentColor;
  }
  .by {
    margin-top: auto;
  }
  .empty {
    margin: auto;
    padding: 24px;
    text-align: center;
  }
  .empty .button {
    margin-top: 12px;
  }
  .notices {
    padding: 0 16px;
  }
  vlp-notice {
    max-width: 720px;
    margin: 10px 0;
  }
  @media (max-width: 560px) {
    main {
      flex-direction: column;
    }
    aside {
      width: 100%;
      max-height: 45%;
      border-top: 1px solid var(--line);
      border-left: 0;
    }
  }
`;
