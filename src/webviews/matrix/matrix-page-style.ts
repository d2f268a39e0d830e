/** @file What the matrix page adds to the layout of pages. */
import { css } from 'lit';

export const matrixPageStyle = css`
  main {
    container-type: inline-size;
  }
  vlp-notice {
    max-width: 720px;
    margin-top: 12px;
  }
  vlp-statements,
  .sources {
    margin-top: 12px;
  }
  .section {
    margin-top: 12px;
  }
  footer {
    margin-top: 24px;
  }
  .waiting {
    padding: 24px 0;
  }
  vlp-cell-images {
    flex: none;
    width: clamp(200px, 34%, 360px);
    overflow: auto;
    border-left: 1px solid var(--line);
  }
  @media (max-width: 640px) {
    vlp-cell-images {
      width: auto;
      height: 42%;
      border-top: 1px solid var(--line);
      border-left: none;
    }
  }
`;
