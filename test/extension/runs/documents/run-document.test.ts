import assert from 'node:assert/strict';
import { runDocument } from '../../../../src/extension/runs/documents/run-document.ts';
import { evaluation, recipe, report } from '../../sample-plans.ts';
import { runSummary } from '../sample-runs.ts';

describe('a run as a text', () => {
  it('says what was drawn: settings, axes and every prompt', () => {
    const plan = recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 2 });
    const text = runDocument({ summary: runSummary({ note: 'warmer' }), recipe: plan });
    assert.match(text, /^# Drawing preview of a\.vlprompt\n/);
    assert.match(text, /^- Images: 240, of which 12 drawn, 228 cached, 0 failed$/m);
    assert.match(text, /^- Note: warmer$/m);
    assert.match(text, /^- guidance: 1, 3$/m);
    assert.match(text, /^### dog\n\n- a photo of a dog$/m);
  });

  it('says what was measured, with n and interval, and whether each statement held', () => {
    const summary = runSummary({ kind: 'evaluate', name: 'zeroshot' });
    const text = runDocument({ summary, evaluation: evaluation('zeroshot'), report: report({ held: false }) });
    assert.match(text, /^Accuracy 84\.3% \(n=600, 84\.3% to 84\.3%\)\.$/m);
    assert.match(text, /^- ✗ \*\*expect accuracy \\>= 80%\*\* on holdout: 84\.3%/m);
    assert.match(text, /^\| \*\*cat\*\* \| 1 \| 0 \|$/m);
  });

  it('takes nothing that people wrote for Markdown', () => {
    const text = runDocument({ summary: runSummary({ note: '[x](command:y) <img src=z>' }) });
    assert.ok(text.includes('\\[x\\]\\(command:y\\) \\<img src=z\\>'), text);
    const judged = report({ held: false });
    const statements = judged.statements.map((one) => ({ ...one, text: '` [x](command:y) `' }));
    const told = runDocument({ summary: runSummary({ kind: 'evaluate' }), report: { ...judged, statements } });
    assert.ok(!told.includes('[x](command:y)'), told);
  });
});
