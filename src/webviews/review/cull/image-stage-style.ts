/** @file Looks of the stage: what was decided is a frame around it, told by its line as well as by its colour. */
import { css } from 'lit';

export const imageStageStyle = css`
  :host {
    display: flex;
    flex: 1;
    min-width: 0;
    min-height: 0;
  }
  .stage {
    display: flex;
    flex: 1;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    border: 4px solid transparent;
  }
  .stage.zoomed {
    overflow: auto;
    cursor: grab;
  }
  .stage.panning {
    cursor: grabbing;
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
  .pair {
    display: flex;
    gap: 12px;
    margin: auto;
    padding: 12px;
  }
  .canvas {
    position: relative;
    flex: none;
    width: var(--width);
    height: var(--height);
  }
  .canvas img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  .pixelated img {
    image-rendering: pixelated;
  }
  .stage.rejected .canvas:not(.over) img {
    opacity: 0.5;
  }
  .real,
  .heat {
    position: absolute;
    inset: 0;
  }
  .over {
    isolation: isolate;
    background: #000;
  }
  .over .real {
    mix-blend-mode: difference;
  }
  .blink .real {
    animation: blink 1.6s steps(1) infinite;
  }
  @keyframes blink {
    0%,
    100% {
      visibility: hidden;
    }
    50% {
      visibility: visible;
    }
  }
  /* Slower than anybody takes for flicker. */
  @media (prefers-reduced-motion: reduce) {
    .blink .real {
      animation-duration: 6s;
    }
  }
`;
