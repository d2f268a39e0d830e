import assert from 'node:assert/strict';
import { MeaningBoard } from '../../../src/extension/boards/meaning-board.ts';
import { type MeaningEngine, MeaningFollower } from '../../../src/extension/meaning/follow-meanings.ts';
import { judgingsOf } from '../../../src/extension/meaning/judgings.ts';
import { meaningHints } from '../../../src/extension/meaning/meaning-hints.ts';
import { wordingItems } from '../../../src/extension/meaning/wording-items.ts';
import { checkText } from '../../../src/language/checks/check.ts';
import { createDocument } from '../../../src/language/document.ts';
import { buildPlan } from '../../../src/language/plan/build-plan.ts';
import type { JudgingPlan, Plan } from '../../../src/language/plan/plan.ts';
import type { Difference, Estimate } from '../../../src/protocol/evaluation.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import type { MeaningReport, WordingTrials } from '../../../src/protocol/meaning.ts';
import { ManualTimer } from '../manual-timer.ts';

const text = `class tee "t-shirt"
class top "top" {
  also: "shirt"
}
data holdout from "d"
evaluate e { on: holdout prompt: "a \${class}" }
evaluate again { on: holdout prompt: "a \${class}" }
`;

function planOf(written: string): Plan {
  return buildPlan(createDocument('a.vlprompt', written), checkText);
}

function reportOf({ classes }: JudgingPlan, cosine = 0.97): MeaningReport {
  const [first, second] = classes.map(({ name }) => name);
  return {
    judge: { spec: { kind: 'starter', name: 'clip' }, digest: 'd' },
    classes: [
      { class: first!, nearest: { class: second!, cosine } },
      { class: second!, nearest: { class: first!, cosine } },
    ],
    nearCaptions: [],
  };
}

describe('the ways in which a file is judged', () => {
  it('are those of its evaluations, alike ones once', () => {
    assert.equal(judgingsOf(planOf(text)).length, 1);
    const other = planOf(text.replace('again { on: holdout prompt: "a ', 'again { on: holdout prompt: "one '));
    assert.equal(judgingsOf(other).length, 2);
  });

  it('keep their key when lines move', () => {
    const [moved, still] = [planOf(`// moved\n${text}`), planOf(text)].map((plan) => judgingsOf(plan)[0]?.key);
    assert.equal(moved, still);
  });

  it('are those of its recipes where nothing is evaluated', () => {
    const [judging] = judgingsOf(planOf('class a "one" class b "two" recipe r { prompt: "${class}" }'));
    assert.deepEqual(
      judging?.classes.map(({ name }) => name),
      ['a', 'b'],
    );
  });

  it('are none for a class alone', () => {
    assert.deepEqual(judgingsOf(planOf('class a "one" recipe r { prompt: "${class}" }')), []);
  });
});

describe('hints', () => {
  const hintsOf = (reports: readonly MeaningReport[], least = 0.95) => {
    const { classes, file } = planOf(text);
    return meaningHints(reports, { classes, file, lines: text.split('\n'), least });
  };
  const [judging] = judgingsOf(planOf(text));

  it('stand at the captions of both classes and name the other', () => {
    const hints = hintsOf([reportOf(judging!)]);
    assert.deepEqual(
      hints.map(({ class: name, start, end, other }) => [name, start, end, other?.class]),
      [
        ['tee', { line: 0, character: 10 }, { line: 0, character: 19 }, 'top'],
        ['top', { line: 1, character: 10 }, { line: 1, character: 15 }, 'tee'],
      ],
    );
    assert.match(hints[0]!.message, /hardly tells `tee` from `top` by their words \(cosine 0\.97\)/);
  });

  it('are none below the limit', () => {
    assert.deepEqual(hintsOf([reportOf(judging!, 0.94)]), []);
  });

  it('name the captions that are nearest where these are nearer than the classes', () => {
    const place = { file: 'a.vlprompt', start: { line: 5, character: 0 }, end: { line: 5, character: 1 } };
    const [a, b] = [
      { class: 'tee', text: 'a t-shirt', source: place },
      { class: 'top', text: 'a shirt', source: place },
    ];
    const [hint] = hintsOf([{ ...reportOf(judging!, 0.9), nearCaptions: [{ a, b, cosine: 0.99 }] }]);
    assert.match(hint!.message, /"a t-shirt" is nearly "a shirt" of `top` \(cosine 0\.99\)/);
  });
});

describe('following meanings', () => {
  function followed(meaning: MeaningEngine['meaning']) {
    const board = new MeaningBoard();
    const timer = new ManualTimer();
    const errors: unknown[] = [];
    const state = { isOn: true };
    const follower = new MeaningFollower({
      board,
      engineOf: async () => ({ meaning }),
      isOn: () => state.isOn,
      onError: (error) => errors.push(error),
      timer,
    });
    return { board, timer, errors, state, follower };
  }

  it('asks once typing has paused, and not again for the same words', async () => {
    let asked = 0;
    const { board, timer, follower } = followed(async ({ judging }) => {
      asked++;
      return reportOf(judging);
    });
    for (const words of ['t', 't-sh', 't-shirt']) follower.accept('file:///a', planOf(text.replace('t-shirt', words)));
    assert.equal(asked, 0);
    timer.pass(5000);
    await follower.refresh('file:///a');
    follower.accept('file:///a', planOf(`// a comment\n${text}`));
    timer.pass(5000);
    await follower.refresh('file:///a');
    assert.equal(asked, 1);
    assert.equal(board.nearest('file:///a', 'tee')?.class, 'top');
  });

  it('gives up a question whose words have changed', async () => {
    const signals: AbortSignal[] = [];
    const { board, follower, errors } = followed(({ judging }, { signal } = {}) => {
      signals.push(signal!);
      if (signals.length > 1) return Promise.resolve(reportOf(judging, 0.5));
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Failure('cancelled', 'x'))));
    });
    follower.accept('file:///a', planOf(text));
    const first = follower.refresh('file:///a');
    await new Promise((resolve) => setImmediate(resolve));
    follower.accept('file:///a', planOf(text.replace('"top"', '"blouse"')));
    await follower.refresh('file:///a');
    await first;
    assert.equal(signals[0]?.aborted, true);
    assert.equal(board.nearest('file:///a', 'tee')?.cosine, 0.5);
    assert.deepEqual(errors, []);
    follower.dispose();
  });

  it('shows nothing when it is switched off, and writes down what fails', async () => {
    const { board, follower, state, errors } = followed(async ({ judging }) => reportOf(judging));
    follower.accept('file:///a', planOf(text));
    await follower.refresh('file:///a');
    state.isOn = false;
    await follower.refresh('file:///a');
    assert.deepEqual(board.reportsOf('file:///a'), []);
    const broken = followed(() => Promise.reject(new Failure('model-missing', 'gone')));
    broken.follower.accept('file:///a', planOf(text));
    await broken.follower.refresh('file:///a');
    assert.equal(broken.errors.length, 1);
    assert.deepEqual(errors, []);
    follower.dispose();
    broken.follower.dispose();
  });
});

describe('tried wordings', () => {
  const share = (value: number): Estimate => ({ value, n: 60, low: value - 0.1, high: value + 0.1, method: 'wilson' });
  const difference = (value: number, low: number, high: number): Difference => {
    return { value, low, high, n: 60, method: 'paired-bootstrap' };
  };
  const figures = (accuracy: number, cosine: number) => ({
    nearest: { class: 'top', cosine },
    sources: [{ name: 'holdout', recall: share(accuracy), accuracy: share(accuracy) }],
  });
  const trial = (accuracy: number, change: Difference) => ({
    ...figures(accuracy, 0.9),
    differences: [{ recall: change, accuracy: change }],
  });
  const trials: WordingTrials = {
    now: figures(0.7, 0.97),
    trials: [
      trial(0.71, difference(0.01, -0.02, 0.04)),
      trial(0.5, difference(-0.2, -0.3, -0.1)),
      trial(0.8, difference(0.1, 0.02, 0.18)),
    ],
  };

  it('are listed the best first, with what is sure of them', () => {
    const items = wordingItems(trials, [['a'], ['b', 'c'], ['d']]);
    assert.deepEqual(
      items.map(({ label, description, trial: index }) => [label, description, index]),
      [
        ['"d"', 'better · nearest top 0.97 → top 0.90', 2],
        ['"a"', 'no clear difference · nearest top 0.97 → top 0.90', 0],
        ['"b", "c"', 'worse · nearest top 0.97 → top 0.90', 1],
      ],
    );
    assert.equal(
      items[0]?.detail,
      'holdout: accuracy 70.0% → 80.0% (+10.0, 95% +2.0 to +18.0, n 60) · recall 70.0% → 80.0%',
    );
  });

  it('without images are listed by how unlike they are to the nearest class', () => {
    const none = { nearest: { class: 'top', cosine: 0.9 }, sources: [], differences: [] };
    const nearer = { ...none, nearest: { class: 'top', cosine: 0.95 } };
    const items = wordingItems({ now: none, trials: [nearer, none] }, [['near'], ['far']]);
    assert.deepEqual(
      items.map(({ label, description }) => [label, description]),
      [
        ['"far"', 'not measured: no images · nearest top 0.90 → top 0.90'],
        ['"near"', 'not measured: no images · nearest top 0.90 → top 0.95'],
      ],
    );
  });
});
