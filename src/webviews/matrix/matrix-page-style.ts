/** @file How the matrix page is laid out. */
import { css } from 'lit';

export const matrixPageStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100vh;
  }
  .below {
    flex: 1;
    display: flex;
    min-height: 0;
  }
  main {
    flex: 1;
    min-width: 0;
    overflow: auto;
    padding: 0 16px 24px;
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
  @media (max-width: 620px) {
    .below {
      flex-direction: column;
    }
    vlp-cell-images {
      width: auto;
      height: 42%;
      border-top: 1px solid var(--line);
      border-left: none;
    }
  }
`;
