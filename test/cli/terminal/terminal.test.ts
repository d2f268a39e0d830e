import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { createTerminal } from '../../../src/cli/terminal/terminal.ts';

function streamOf(isTTY: boolean, columns?: number) {
  return Object.assign(new PassThrough(), {
    isTTY,
    ...(columns !== undefined && { columns }),
    getColorDepth: () => 24,
  });
}

function depth(isTTY: boolean, env: NodeJS.ProcessEnv): 'plain' | 'coloured' {
  const { style } = createTerminal(streamOf(isTTY), streamOf(isTTY), env);
  return style.red('x') === 'x' ? 'plain' : 'coloured';
}

describe('createTerminal', () => {
  it('colours terminals, not files', () => {
    assert.equal(depth(true, {}), 'coloured');
    assert.equal(depth(false, {}), 'plain');
  });

  it('obeys NO_COLOR before FORCE_COLOR before the terminal', () => {
    assert.equal(depth(true, { NO_COLOR: '1' }), 'plain');
    assert.equal(depth(true, { NO_COLOR: '1', FORCE_COLOR: '3' }), 'plain');
    assert.equal(depth(true, { NO_COLOR: '' }), 'coloured');
    assert.equal(depth(false, { FORCE_COLOR: '1' }), 'coloured');
    assert.equal(depth(true, { FORCE_COLOR: '0' }), 'plain');
  });

  it('takes its width from the terminal, then from COLUMNS', () => {
    const widths = [
      createTerminal(streamOf(true, 72), streamOf(true), { COLUMNS: '50' }),
      createTerminal(streamOf(false), streamOf(false), { COLUMNS: '50' }),
      createTerminal(streamOf(false), streamOf(false), { COLUMNS: 'wide' }),
    ].map(({ width }) => width);
    assert.deepEqual(widths, [72, 50, 100]);
  });

  it('draws over lines only where someone watches', () => {
    const isInteractive = (isTTY: boolean, env: NodeJS.ProcessEnv) =>
      createTerminal(streamOf(isTTY), streamOf(isTTY), env).interactive;
    assert.deepEqual(
      [
        isInteractive(true, {}),
        isInteractive(false, {}),
        isInteractive(true, { CI: '1' }),
        isInteractive(true, { TERM: 'dumb' }),
      ],
      [true, false, false, false],
    );
  });
});
