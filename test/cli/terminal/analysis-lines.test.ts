import assert from 'node:assert/strict';
import { analysisLines } from '../../../src/cli/terminal/analysis-lines.ts';
import { plainStyle } from '../../../src/cli/terminal/style.ts';
import { source } from '../support/sample.ts';

describe('what is printed beside the accuracy', () => {
  it('has an interval behind every share', () => {
    const classes = ['shirt', 'sneaker', 'bag'];
    const confusion = [
      [2, 1, 0],
      [0, 3, 0],
      [0, 1, 2],
    ];
    const [shares = ''] = analysisLines(source('holdout', 'data', { classes, confusion }), classes, plainStyle);
    assert.match(shares, /^ {2}balanced accuracy [\d.]+% \([\d.]+–[\d.]+%\)/);
    assert.match(shares, /; top 2 [\d.]+% \([\d.]+–[\d.]+%\)$/);
  });
});
