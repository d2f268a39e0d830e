import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markdownSummary } from '../../../../src/cli/commands/test/markdown-summary.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { assertGolden } from '../../support/golden.ts';
import { judgedReport, promptTest, testReport } from './sample-results.ts';

describe('the summary in Markdown', () => {
  it('is a table an evaluation, with the images that speak against what does not hold', () => {
    const failure = new Failure('model-missing', 'There is no model folder ./mine.');
    const results = [
      { test: promptTest(), came: { kind: 'judged', report: judgedReport(), isKept: false } },
      { test: promptTest({ evaluation: 'other' }), came: { kind: 'broken', failure } },
    ] as const;
    assertGolden('test-markdown.md', markdownSummary(testReport(results), '/folder'));
  });

  it('holds no markup but its own, whatever names are', () => {
    const hostile = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        'a | b',
        '<img src=x onerror=alert(1)>',
        '[x](http://x)',
        '`',
        '@someone',
        '\n\n# Title',
        '```',
        '#12',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, (evaluation, file) => {
        const test = promptTest({ evaluation });
        const report = judgedReport((index) => `/folder/${file}${index}`);
        const text = markdownSummary(
          testReport([{ test, came: { kind: 'judged', report, isKept: false } }]),
          '/folder',
        );
        const own = text.replace(/<\/?(details|summary)>/gu, '');
        assert.doesNotMatch(own, /[<@`[]/u);
        for (const row of text.split('\n').filter((line) => line.startsWith('| ')))
          assert.equal(row.split('|').length, 9);
        assert.equal(text.split('\n').filter((line) => line.startsWith('#')).length, 2);
      }),
    );
  });
});
