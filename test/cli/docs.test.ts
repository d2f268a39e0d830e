/** @file What the documents say of the command line is what the command line says of itself. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { exitCodes } from '../../src/cli/exit-code.ts';
import { documentVersions } from '../../src/cli/json/document.ts';
import { createProgram } from '../../src/cli/program.ts';
import { stubbedShell } from './support/stub-engine.ts';

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');

/** First cells of the rows of all tables below a heading. */
function firstCells(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^\| `?([^`|]+?)`? \|/gmu)].map(([, cell = '']) => cell);
}

function sectionOf(markdown: string, heading: string): string {
  return markdown.split(/^## /mu).find((section) => section.startsWith(`${heading}\n`)) ?? '';
}

describe('docs/failures.md', () => {
  it('lists every failure code, and no other', () => {
    const [, union = ''] = /type FailureCode =([^;]*);/u.exec(read('src/protocol/failure.ts')) ?? [];
    const codes = [...union.matchAll(/'([a-z-]+)'/gu)].map(([, code]) => code);
    assert.ok(codes.length > 10);
    assert.deepEqual(
      firstCells(read('docs/failures.md')).filter(
        (cell) => /^[a-z-]+$/u.test(cell) && cell !== 'code' && !/^-+$/u.test(cell),
      ),
      codes,
    );
  });
});

/** Every command below one, by the words that call it. */
function named(parent: Command, before = ''): ReadonlyMap<string, Command> {
  return new Map(
    parent.commands.flatMap((command) => {
      const name = `${before}${command.name()}`;
      return [[name, command] as const, ...named(command, `${name} `)];
    }),
  );
}

describe('docs/cli.md', () => {
  const page = read('docs/cli.md');
  const commands = named(createProgram(stubbedShell({ workingDirectory: '/' }), () => {}));

  it('names every command and every option', () => {
    for (const [name, command] of commands) {
      assert.match(page, new RegExp(`vlprompt ${name}\\b`, 'u'));
      const options = command.options.filter(({ long }) => long !== '--stdio');
      for (const { long } of options) assert.ok(page.includes(`\`${long}`), `${long} of ${name}`);
    }
  });

  it('names no option that is not there', () => {
    const known = new Set([...commands.values()].flatMap(({ options }) => options.map(({ long }) => long)));
    for (const [, option = ''] of page.matchAll(/`(--[a-z][a-z-]*)/gu)) assert.ok(known.has(option), option);
  });

  it('lists the exit codes', () => {
    const listed = firstCells(sectionOf(page, 'Exit codes')).map(Number).filter(Number.isInteger);
    assert.deepEqual(listed, Object.values(exitCodes));
  });

  it('lists the JSON documents', () => {
    const listed = firstCells(sectionOf(page, 'JSON')).filter((cell) => cell.startsWith('vlprompt.'));
    assert.deepEqual(listed.toSorted(), Object.keys(documentVersions).toSorted());
  });
});
