/** @file Tasks: what people write into tasks.json, and what the matchers find in what the command line prints. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { problemMatcherOf, promptTask, taskArguments, taskName } from '../../../src/extension/testing/prompt-task.ts';
import { stubbedCommands } from '../../cli/support/stubbed-commands.ts';
import { manifest } from '../manifest.ts';

describe('a task', () => {
  it('is a command line', () => {
    const task = promptTask({ type: 'vlprompt', action: 'test', file: 'a.vlprompt', options: ['--changed'] });
    assert.ok(task);
    assert.deepEqual(taskArguments(task), ['test', '--changed', '--', 'a.vlprompt']);
    assert.equal(taskName(task), 'test a.vlprompt');
    assert.equal(taskName({ action: 'test', options: [] }), 'test all prompts');
  });

  for (const definition of [
    {},
    { action: 'rm', file: 'a' },
    { action: 'toString', file: 'a' },
    { action: 'check' },
    { action: 'check', file: 7 },
    { action: 'test', options: '--list' },
    { action: 'test', options: [1] },
  ]) {
    it(`is not ${JSON.stringify(definition)}`, () => assert.equal(promptTask(definition), undefined));
  }

  it('is described by the manifest, matchers and all', () => {
    const [definition] = manifest.contributes.taskDefinitions;
    assert.deepEqual(definition?.properties.action?.enum, Object.keys(problemMatcherOf));
    const named = manifest.contributes.problemMatchers.map(({ name }) => `$${name}`);
    for (const matcher of Object.values(problemMatcherOf)) assert.ok(named.includes(matcher), matcher);
  });
});

describe('the problem matchers', () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-matcher-'));
    const text =
      'class saw "saw"\nrecipe a {\n  prompt: "a ${class}"\n  steps: many\n}\nrecipe b {\n  prompt: "{0::old|new|big} ${class}"\n}\nbenchmark order from "." {\n  format: pairs\n}\n';
    await writeFile(path.join(folder, 'my prompts.vlprompt'), text);
  });

  after(() => rm(folder, { recursive: true }));

  const { vlprompt } = stubbedCommands(() => folder);

  it('find places, severities, sentences and codes in what `check` prints', async () => {
    const { out } = await vlprompt(['check', 'my prompts.vlprompt']);
    assert.deepEqual(
      found('vlprompt-check', out).map(({ file, line, severity, code }) => [file, line, severity, code]),
      [
        ['my prompts.vlprompt', '4', 'error', 'wrong-type'],
        ['my prompts.vlprompt', '7', 'warning', 'never-chosen'],
        ['my prompts.vlprompt', '9', 'info', 'not-run-yet'],
      ],
    );
  });

  it('find what does not hold in what `test` prints', async () => {
    const golden = new URL('../../fixtures/cli/test.txt', import.meta.url);
    const problems = found('vlprompt-test', await readFile(golden, 'utf8'));
    assert.deepEqual(problems, [
      {
        file: 'tools.vlprompt',
        line: '10',
        column: '3',
        severity: 'error',
        message: 'recall(saw) is 70.0% (n 10, 65.0–75.0%) on holdout, and >= 90% is wanted.',
        code: 'expect',
      },
      {
        file: 'tools.vlprompt',
        line: '11',
        column: '3',
        severity: 'warning',
        message: 'confusion(saw -> tongs) is 70.0% (n 10, 65.0–75.0%) on holdout, and <= 10% is wanted.',
        code: 'check',
      },
    ]);
  });
});

/** As VS Code matches: line by line, groups by their numbers. */
function found(name: string, output: string): readonly Readonly<Record<string, string | undefined>>[] {
  const matcher = manifest.contributes.problemMatchers.find((one) => one.name === name);
  assert.ok(matcher);
  const { regexp, ...groups } = matcher.pattern;
  return output.split('\n').flatMap((line) => {
    const match = new RegExp(regexp).exec(line);
    return match ? [Object.fromEntries(Object.entries(groups).map(([key, group]) => [key, match[group]]))] : [];
  });
}
