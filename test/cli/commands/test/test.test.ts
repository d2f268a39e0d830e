/** @file `vlprompt test` with an engine that answers as told: what is selected, what is printed, how it ends. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EngineCaller } from '../../../../src/engine/client/engine.ts';
import type { EvaluationPlan } from '../../../../src/language/plan/plan.ts';
import type { EvaluationReport } from '../../../../src/protocol/evaluation.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { assertGolden } from '../../support/golden.ts';
import { report, share, source } from '../../support/sample.ts';
import { stubbedCommands } from '../../support/stubbed-commands.ts';
import { assertJunit } from './junit-schema.ts';
import { parseXml } from './strict-xml.ts';

const tools = `class saw "saw"
class tongs "tongs"

data holdout from "photos"

evaluate zeroshot {
  prompt: "a \${class}"
  on:     holdout
  expect accuracy >= 60%
  expect recall(saw) >= 90%
  check  confusion(saw -> tongs) <= 10%
}

evaluate measured {
  prompt: "a \${class}"
  on:     holdout
}

evaluate easy {
  prompt: "one \${class}"
  on:     holdout
  expect accuracy >= 1%
}
`;

const classes = ['saw', 'tongs'];
const confusion = [
  [2, 2],
  [0, 6],
];

/** Holds what is to be at least as much as a number below a share, and nothing that is to be less. */
function judging(share_: number, folder: () => string) {
  return (evaluation: EvaluationPlan): EvaluationReport => {
    const judged = source('holdout', 'data', {
      classes,
      confusion,
      file: (index) => path.join(folder(), `photos/${index}.png`),
    });
    const statements = evaluation.statements.map(({ kind, text, value, operator, span }) => ({
      kind,
      text,
      span,
      source: 'holdout',
      held: operator === '>=' && value <= share_,
      measured: share(share_, 10),
    }));
    return { ...report(classes, [judged]), evaluation: evaluation.name, statements };
  };
}

describe('vlprompt test', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-test-'));
    for (const name of classes) await mkdir(path.join(folder, 'photos', name), { recursive: true });
    await mkdir(path.join(folder, '.vlprompt'));
    await writeFile(path.join(folder, 'tools.vlprompt'), tools);
  });

  afterEach(() => rm(folder, { recursive: true }));

  const { vlprompt, transcript } = stubbedCommands(() => folder);

  /** An engine that notes what it was asked to judge, and knows no earlier report. */
  function engine(answer = judging(0.7, () => folder)) {
    const asked: string[] = [];
    const calls: Partial<EngineCaller> = {
      evaluate: async ({ evaluation }) => {
        asked.push(evaluation.name);
        return answer(evaluation);
      },
      lastReport: async () => null,
    };
    return { asked, calls };
  }

  it('prints a line a statement, and of what does not hold its place and its images', async () => {
    assertGolden('test.txt', transcript(await vlprompt(['test'], { calls: engine().calls })));
  });

  it('runs what states something alone, and in the order of the files', async () => {
    await mkdir(path.join(folder, 'below/node_modules'), { recursive: true });
    await writeFile(path.join(folder, 'below/a.vlprompt'), tools.replaceAll('photos', '../photos'));
    await writeFile(path.join(folder, 'below/node_modules/b.vlprompt'), tools);
    const { asked, calls } = engine();
    const { out } = await vlprompt(['test'], { calls });
    assert.deepEqual(asked, ['zeroshot', 'easy', 'zeroshot', 'easy']);
    assert.deepEqual(out.match(/^\S+ › \w+/gmu), [
      'below/a.vlprompt › zeroshot',
      'below/a.vlprompt › easy',
      'tools.vlprompt › zeroshot',
      'tools.vlprompt › easy',
    ]);
  });

  describe('ends with', () => {
    const only = (filter: string, calls: Partial<EngineCaller>) => vlprompt(['test', '--filter', filter], { calls });

    it('0 when all holds, 1 when an expect does not, 2 when a check alone does not', async () => {
      assert.equal((await only('::easy', engine().calls)).exitCode, 0);
      assert.equal((await only('::::recall*', engine().calls)).exitCode, 1);
      assert.equal((await only('::::confusion*', engine().calls)).exitCode, 2);
    });

    it('3 when it is cancelled, and says what was not run', async () => {
      const cancellation = new AbortController();
      const { asked, calls } = engine();
      const evaluate: EngineCaller['evaluate'] = async (params, options) => {
        if (asked.length === 0) return calls.evaluate?.(params, options) ?? assert.fail();
        cancellation.abort();
        throw new Failure('cancelled', 'Cancelled.');
      };
      const ran = await vlprompt(['test', '--json'], { calls: { ...calls, evaluate }, signal: cancellation.signal });
      const { counts, cancelled, exitCode } = JSON.parse(ran.out);
      assert.deepEqual([ran.exitCode, exitCode, cancelled, counts['not-run']], [3, 3, true, 1]);
    });

    it('3 when it is cancelled before anything', async () => {
      const { exitCode } = await vlprompt(['test'], { calls: engine().calls, signal: AbortSignal.abort() });
      assert.equal(exitCode, 3);
    });

    it('4 when nothing is selected, and starts no engine', async () => {
      for (const args of [['--filter', 'nowhere'], ['photos'], ['--retry-failed'], ['--list', '--filter', 'nowhere']]) {
        const { exitCode, started, notes } = await vlprompt(['test', ...args]);
        assert.deepEqual([exitCode, started.length], [4, 0]);
        assert.match(notes, /^No(thing was tested: .+| statement is selected)\.$/u);
      }
    });

    it('1 when a file has errors or is not there, and still tests the others', async () => {
      await writeFile(path.join(folder, 'broken.vlprompt'), tools.replace('>= 60%', '>= much'));
      const { exitCode, out } = await vlprompt(['test', '--filter', 'tools.vlprompt::easy'], { calls: engine().calls });
      assert.equal(exitCode, 0, 'it has nothing to do with an evaluation of another file');
      assert.match(out, /1 held/u);
      const all = await vlprompt(['test', 'broken.vlprompt', 'tools.vlprompt', '--filter', 'easy'], {
        calls: engine().calls,
      });
      assert.equal(all.exitCode, 1);
      assert.match(
        all.out,
        /^✗ broken\.vlprompt has 1 error[^\n]*\nbroken\.vlprompt:9:22: error: [\s\S]*1 held, 1 file with errors/u,
      );
      assert.equal((await vlprompt(['test', 'gone.vlprompt'])).exitCode, 1);
    });

    it('1 when an evaluation cannot be judged, and goes on with the next', async () => {
      const { asked, calls } = engine();
      const evaluate: EngineCaller['evaluate'] = async (params, options) => {
        if (params.evaluation.name === 'zeroshot') throw new Failure('model-missing', 'There is no model.');
        return calls.evaluate?.(params, options) ?? assert.fail();
      };
      const { exitCode, out } = await vlprompt(['test'], { calls: { ...calls, evaluate } });
      assert.deepEqual([exitCode, asked], [1, ['easy']]);
      assert.match(out, /tools\.vlprompt:9:3: error: There is no model\. \[expect\]/u);
      assert.match(out, /1 held, 3 could not be judged in 2 evaluations/u);
    });

    it('64 when the command line is wrong', async () => {
      assert.equal((await vlprompt(['test', '--workspace', 'nowhere'])).exitCode, 64);
    });
  });

  it('lists what there is without an engine', async () => {
    const { exitCode, out, started } = await vlprompt(['test', '--list']);
    assert.deepEqual([exitCode, started], [0, []]);
    assert.deepEqual(out.split('\n'), [
      'tools.vlprompt::zeroshot::expect accuracy >= 60%',
      'tools.vlprompt::zeroshot::expect recall(saw) >= 90%',
      'tools.vlprompt::zeroshot::check confusion(saw -> tongs) <= 10%',
      'tools.vlprompt::easy::expect accuracy >= 1%',
      '',
    ]);
    const { statements } = JSON.parse((await vlprompt(['test', '--list', '--json'])).out);
    assert.deepEqual([statements.length, statements[1].line, statements[1].column], [4, 10, 3]);
  });

  it('prints one JSON document', async () => {
    const { out, notes } = await vlprompt(['test', '--json'], { calls: engine().calls });
    assert.equal(notes, '');
    const { format, exitCode, counts, evaluations } = JSON.parse(out);
    assert.deepEqual([format, exitCode], ['vlprompt.test', 1]);
    assert.deepEqual(counts, { passed: 2, failed: 1, 'needs-review': 1, broken: 0, 'not-run': 0 });
    const { outcome, wanted, measured, images } = evaluations[0].statements[1];
    assert.deepEqual([outcome, wanted, measured.n, images.length], ['failed', '>= 90%', 10, 2]);
    assert.deepEqual(images[0], { file: 'photos/2.png', actual: 'saw', predicted: 'tongs', confidence: 0.8 });
  });

  it('writes JUnit XML and Markdown', async () => {
    await vlprompt(['test', '--junit', 'out/junit.xml', '--markdown', 'out/summary.md'], { calls: engine().calls });
    const junit = parseXml(await readFile(path.join(folder, 'out/junit.xml'), 'utf8'));
    assertJunit(junit);
    assert.deepEqual([junit.attributes.tests, junit.attributes.failures], ['4', '1']);
    assert.match(
      await readFile(path.join(folder, 'out/summary.md'), 'utf8'),
      /^## ❌ Prompts do not hold what they state\n/u,
    );
  });

  it('judges only what has changed, and repeats what was said of the rest', async () => {
    const { asked, calls } = engine();
    const answer = judging(0.7, () => folder);
    const lastReport: EngineCaller['lastReport'] = async ({ evaluation }) =>
      evaluation.name === 'zeroshot' ? answer(evaluation) : null;
    const { exitCode, out } = await vlprompt(['test', '--changed'], { calls: { ...calls, lastReport } });
    assert.deepEqual([exitCode, asked], [1, ['easy']]);
    assert.match(out, /tools\.vlprompt › zeroshot {2}unchanged, judged by/u);
  });

  it('judges only what a commit has otherwise, and says what it left out', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder });
    git('init', '-q');
    git('add', 'tools.vlprompt');
    git('commit', '-qm', 'first');
    await writeFile(path.join(folder, 'tools.vlprompt'), tools.replace('"one ${class}"', '"some ${class}"'));
    await writeFile(path.join(folder, 'new.vlprompt'), tools);
    const { asked, calls } = engine();
    const { out } = await vlprompt(['test', '--changed=HEAD', '--json'], { calls });
    assert.deepEqual(asked, ['zeroshot', 'easy', 'easy']);
    const { counts, evaluations } = JSON.parse(out);
    assert.equal(counts['not-run'], 3);
    assert.equal(evaluations[2].reason, 'Unchanged since HEAD, and no report of it is kept.');
    const missing = await vlprompt(['test', '--changed=nowhere']);
    assert.equal(missing.exitCode, 1);
    assert.match(missing.notes, /`nowhere`/u);
  });

  it('goes on with a run that was cut off, and judges again what was not kept', async () => {
    const answer = judging(0.7, () => folder);
    const killed = async ({ evaluation }: { readonly evaluation: EvaluationPlan }) => {
      if (evaluation.name === 'easy') throw new Error('as good as killed');
      return answer(evaluation);
    };
    assert.equal((await vlprompt(['test'], { calls: { evaluate: killed } })).exitCode, 70);
    const kept = engine();
    const lastReport: EngineCaller['lastReport'] = async ({ evaluation }) => answer(evaluation);
    const { out } = await vlprompt(['test', '--resume'], { calls: { ...kept.calls, lastReport } });
    assert.deepEqual(kept.asked, ['easy']);
    assert.match(out, /zeroshot {2}unchanged, judged by[\s\S]*easy {2}judged by/u);
    const after = engine();
    const again = await vlprompt(['test', '--resume'], { calls: { ...after.calls, lastReport } });
    assert.deepEqual(after.asked, ['zeroshot', 'easy']);
    assert.match(again.notes, /^The last run of tests came to its end: everything is run\./u);
  });

  it('tries again what failed', async () => {
    await vlprompt(['test'], { calls: engine().calls });
    const { asked, calls } = engine(judging(0.95, () => folder));
    const { exitCode } = await vlprompt(['test', '--retry-failed'], { calls });
    assert.deepEqual([exitCode, asked], [2, ['zeroshot']]);
    assert.equal((await vlprompt(['test', '--retry-failed'])).exitCode, 4);
  });
});
