/** @file The workflow that the documents offer is YAML, and calls commands and options that exist. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { createProgram } from '../../../../src/cli/program.ts';
import { stubbedShell } from '../../support/stub-engine.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly id?: string;
}

const read = (name: string) => readFile(new URL(`../../../../${name}`, import.meta.url), 'utf8');
const commands = new Map(
  createProgram(stubbedShell({ workingDirectory: '/' }), () => {}).commands.map((one) => [one.name(), one]),
);

/** Calls of `vlprompt` in a script, each as its command and its options. */
function callsIn(script: string): readonly { readonly command: Command; readonly options: readonly string[] }[] {
  return [...script.matchAll(/npx vlprompt ([a-z-]+)(.*)$/gmu)].map(([, name = '', rest = '']) => {
    const command = commands.get(name);
    assert.ok(command, name);
    return { command, options: rest.match(/--[a-z-]+/gu) ?? [] };
  });
}

describe('the workflow for GitHub Actions', () => {
  let steps: readonly Step[] = [];
  let text = '';

  before(async () => {
    text = await read('docs/ci/prompts.yml');
    steps = parse(text, { strict: true, uniqueKeys: true }).jobs.test.steps;
  });

  it('calls commands and options that exist', () => {
    const calls = steps.flatMap(({ run = '' }) => callsIn(run));
    assert.deepEqual(
      calls.map(({ command }) => command.name()),
      ['check', 'test'],
    );
    for (const { command, options } of calls) {
      const known = command.options.map(({ long }) => long);
      for (const option of options) assert.ok(known.includes(option), `${option} of ${command.name()}`);
    }
  });

  it('takes 2 for a question, keeps results whatever happens, and pins what it uses to a version', () => {
    const test = steps.find(({ id }) => id === 'prompts')?.run ?? '';
    assert.match(test, /"\$code" -eq 2[\s\S]*exit 0[\s\S]*exit "\$code"/u);
    assert.ok(steps.some((step) => step.if === "steps.prompts.outputs.code == '2'"));
    assert.ok(steps.some((step) => step.if === 'always()' && step.uses?.startsWith('actions/upload-artifact@')));
    for (const { uses } of steps) if (uses !== undefined) assert.match(uses, /@v\d+$/u);
  });

  it('says of every step what it uses or runs', () => {
    for (const { uses, run } of steps) assert.notEqual(uses === undefined, run === undefined);
  });
});

describe('docs/testing.md', () => {
  it('names every option of the command', async () => {
    const page = await read('docs/testing.md');
    const own = [
      '--filter',
      '--list',
      '--changed',
      '--resume',
      '--retry-failed',
      '--junit',
      '--markdown',
      '--download',
      '--json',
    ];
    const known = commands.get('test')?.options.map(({ long }) => long) ?? [];
    for (const option of own) assert.ok(known.includes(option) && page.includes(`| \`${option}`), option);
  });

  it('shows calls and tasks that exist', async () => {
    const page = await read('docs/testing.md');
    for (const [, name = ''] of page.matchAll(/^vlprompt ([a-z-]+)/gmu)) assert.ok(commands.has(name), name);
    const [, tasks = ''] = /```json\n([\s\S]*?)```/u.exec(page) ?? [];
    for (const { type, action } of JSON.parse(tasks).tasks)
      assert.deepEqual([type, commands.has(action)], ['vlprompt', true]);
  });
});
