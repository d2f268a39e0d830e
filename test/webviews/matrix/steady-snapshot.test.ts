import assert from 'node:assert/strict';
import { evaluationState, withReport } from '../../../src/extension/boards/evaluation-state.ts';
import { matrixBaseline } from '../../../src/extension/panels/matrix/matrix-baseline.ts';
import { matrixSnapshot } from '../../../src/extension/panels/matrix/matrix-snapshot.ts';
import { steadySnapshot } from '../../../src/webviews/matrix/steady-snapshot.ts';
import { evaluation, report } from '../../extension/sample-plans.ts';

const plan = { ...evaluation('zeroshot'), groups: [{ name: 'pets', classes: ['cat', 'dog'] }] };
const classes = ['cat', 'dog', 'fox'];

function snapshot(change: { made?: string; groups?: typeof plan.groups; as?: 'baseline' | 'run before' } = {}) {
  const { made = '1', groups = plan.groups, as = 'baseline' } = change;
  const judged = { ...plan, groups };
  const state = withReport(evaluationState(judged), { ...report(), classes, made }, judged);
  const baseline = matrixBaseline(report(), as);
  return matrixSnapshot({
    id: { uri: 'file:///a.vlprompt', name: 'zeroshot' },
    state,
    availability: { kind: 'ready' },
    baseline,
  });
}

describe('a steady snapshot', () => {
  const before = snapshot();

  it('keeps report and baseline while they are the same, and nothing else', () => {
    const next = { ...snapshot(), stale: true };
    const steady = steadySnapshot(next, before);
    assert.equal(steady.report, before.report);
    assert.equal(steady.baseline, before.baseline);
    assert.equal(steady.stale, true);
  });

  it('takes another report, other groups, and another baseline', () => {
    const judgedAnew = snapshot({ made: '2' });
    assert.equal(steadySnapshot(judgedAnew, before).report, judgedAnew.report);
    const regrouped = snapshot({ groups: [] });
    assert.equal(steadySnapshot(regrouped, before).report, regrouped.report);
    const compared = snapshot({ as: 'run before' });
    assert.equal(steadySnapshot(compared, before).baseline, compared.baseline);
  });

  it('is what it is when there was none before', () => {
    assert.deepEqual(steadySnapshot(before, undefined), before);
  });
});
