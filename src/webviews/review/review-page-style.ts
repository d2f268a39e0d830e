/** @file Looks of the page of a review: bars on top, what is looked at, the queue below. */
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
  .looked-at {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .empty {
    margin: auto;
    padding: 24px;
    text-align: center;
  }
  .empty h2 {
    font-size: 1.15em;
  }
  .empty .button {
    margin-top: 12px;
  }
  .notices {
    flex: none;
    max-height: 40%;
    padding: 0 16px;
    overflow: auto;
  }
  .notices vlp-notice {
    max-width: 720px;
    margin: 10px 0;
  }
  .notices details {
    margin: 6px 0;
  }
  .notices summary {
    width: max-content;
    cursor: pointer;
  }
  .notices ul {
    padding-left: 18px;
  }
  @media (max-width: 640px) {
    main {
      flex-direction: column;
    }
    vlp-facet-panel {
      width: 100%;
      max-height: 40%;
      border-right: 0;
      border-bottom: 1px solid var(--line);
    }
  }
`;
