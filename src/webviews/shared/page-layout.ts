/** @file A page with a bar on top, and below it what is looked at, with room for a panel beside it. */
import { css } from 'lit';

export const pageLayout = css`
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
  }
  @media (max-width: 640px) {
    .below {
      flex-direction: column;
    }
  }
`;
