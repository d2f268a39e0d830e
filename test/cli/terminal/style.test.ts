import assert from 'node:assert/strict';
import { columnsOf } from '../../../src/cli/terminal/columns.ts';
import { createStyle } from '../../../src/cli/terminal/style.ts';

describe('createStyle', () => {
  it('writes nothing but the text without colours', () => {
    const style = createStyle(1);
    assert.equal(style.bold(style.red('x')) + style.shade('y', 1, true), 'xy');
  });

  it('keeps the outer colour after an inner one ends', () => {
    const style = createStyle(4);
    assert.equal(style.red(`a${style.red('b')}c`), '\x1b[31ma\x1b[31mb\x1b[39m\x1b[31mc\x1b[39m');
  });

  it('shades by share, and what is right unlike what is wrong', () => {
    const { shade } = createStyle(8);
    const cells = [shade('9', 0.95, true), shade('9', 0.6, true), shade('9', 0.95, false), shade('9', 0.001, false)];
    assert.equal(new Set(cells).size, 4);
    assert.equal(cells[3], '9');
    assert.ok(cells.every((cell) => columnsOf(cell) === 1));
  });
});
