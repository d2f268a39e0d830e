/** @file What was decided about an image, in a corner of it: `.marks` holds a `.mark` for each. */
import { css } from 'lit';

export const decisionMarks = css`
  .marks {
    position: absolute;
    top: 2px;
    right: 2px;
    display: flex;
    gap: 2px;
  }
  .mark {
    display: grid;
    place-items: center;
    width: 16px;
    height: 16px;
    border-radius: 50%;
    color: var(--vscode-editor-background);
    background: var(--vscode-foreground);
    border: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .mark svg {
    width: 12px;
    height: 12px;
  }
  .mark.kept {
    background: var(--vscode-charts-green, var(--vscode-foreground));
  }
  .mark.rejected {
    background: var(--vscode-charts-red, var(--vscode-foreground));
  }
`;
