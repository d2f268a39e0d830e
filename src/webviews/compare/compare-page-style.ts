/** @file What the page of a comparison adds to the layout of pages. */
import { css } from 'lit';

export const comparePageStyle = css`
  vlp-notice {
    max-width: 760px;
    margin-top: 12px;
  }
  .verdict {
    margin: 14px 0 10px;
    font-size: 1.1em;
    font-weight: 600;
  }
  .section {
    margin-top: 10px;
  }
  .section h3 {
    margin: 12px 0 6px;
    font-size: 1.05em;
    font-weight: 600;
  }
  details {
    margin-top: 12px;
  }
  summary {
    padding: 3px 0;
    cursor: pointer;
  }
  aside {
    flex: none;
    width: clamp(260px, 42%, 560px);
    overflow: auto;
    border-left: 1px solid var(--line);
  }
  @media (max-width: 640px) {
    aside {
      width: auto;
      height: 55%;
      border-top: 1px solid var(--line);
      border-left: none;
    }
  }
`;
