/** @file Looks of the grid page: the grid, and beside or below it the details of one image. */
import { css } from 'lit';

export const pageStyles = css`
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
  .left {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .notices {
    flex: none;
    max-height: 40%;
    padding: 0 16px;
    overflow: auto;
  }
  vlp-notice {
    max-width: 720px;
    margin: 10px 0;
  }
  .waiting {
    padding: 24px 16px;
  }
  vlp-detail-panel {
    flex: none;
    width: clamp(260px, 36%, 400px);
    border-left: 1px solid var(--line);
  }
  @media (max-width: 640px) {
    main {
      flex-direction: column;
    }
    vlp-detail-panel {
      width: 100%;
      max-height: 52%;
      border-top: 1px solid var(--line);
      border-left: 0;
    }
  }
`;
