import assert from 'node:assert/strict';
import { fateText, lineLabel, optionName } from '../../../src/extension/fates/fate-texts.ts';
import { type OptionFate, optionFates } from '../../../src/extension/fates/option-fates.ts';
import { decidedChoices, type Group } from './decided-choices.ts';

function fates(groups: readonly Group[], texts: readonly [text: string, start: number, end: number][]) {
  const options = texts.map(([text, start, end]) => ({
    text,
    span: { file: 'a.vlprompt', start: { line: 1, character: start }, end: { line: 1, character: end } },
  }));
  const found = optionFates([decidedChoices(options, [], groups)]).get('file:///a.vlprompt');
  return found ?? assert.fail();
}

const line = [
  ['"a {red|blue} bag"', 2, 20],
  ['red', 6, 9],
  ['blue', 10, 14],
] as const;

describe('fates in words', () => {
  const [whole, red, blue] = fates(
    [
      { taken: [0, 1], kept: 12, rejected: 5, undecided: 3, score: 0.2531 },
      { taken: [0, 2], kept: 1, rejected: 3 },
    ],
    line.map((each) => [...each]),
  ) as [OptionFate, OptionFate, OptionFate];

  it('say how many, of how many, and how sure that is', () => {
    assert.equal(
      fateText(red),
      '12 kept · 5 rejected of 20 drawn: kept 70.6% (n 17, 95% interval 46.9–86.7%) · mean score 0.253 (n 20)',
    );
    assert.ok(!fateText(blue).includes('score'));
  });

  it('say behind a line what became of all of it, then of each option', () => {
    assert.equal(lineLabel([whole, red, blue]), 'kept 13 of 21 (40.9–79.2%) · red 12 of 17 · blue 1 of 4');
    assert.equal(lineLabel([red, blue]), 'kept: red 12 of 17 · blue 1 of 4');
    assert.equal(lineLabel([whole]), 'kept 13 of 21 (40.9–79.2%)');
  });

  it('say why images were rejected, the most frequent reason first', () => {
    const [all, one] = fates(
      [
        { taken: [0, 1], kept: 1 },
        { taken: [0, 1], rejected: 2, why: ['dark'] },
        { taken: [0, 1], rejected: 1, why: ['blurred', 'dark', 'dark'] },
        { taken: [0, 1], kept: 3, why: ['was dark once'] },
      ],
      [
        ['"a {red|blue} bag"', 2, 20],
        ['red', 6, 9],
      ],
    ) as [OptionFate, OptionFate];
    assert.match(fateText(one), / · rejected for: dark \(3\), blurred \(1\)$/);
    assert.match(lineLabel([all, one]), /^kept 4 of 7 \([^)]*\) · most often: dark · red 4 of 7$/);
  });

  it('leave many options of a line to the hover', () => {
    const many = Array.from({ length: 9 }, (): OptionFate => red);
    assert.equal(lineLabel([whole, ...many]).split(' · ').length, 8);
    assert.ok(lineLabel([whole, ...many]).endsWith(' · …'));
  });

  it('name options shortly, and those that are nothing', () => {
    assert.equal(optionName(''), '(nothing)');
    assert.equal(optionName('"a photo\n  of it"'), 'a photo of it');
    assert.equal(optionName('🎈'.repeat(30)), `${'🎈'.repeat(23)}…`);
  });
});
