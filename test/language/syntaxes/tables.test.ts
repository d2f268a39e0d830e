/** @file The grammar of colours against the tables of the language, so that it does not fall behind. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { AstUtils, GrammarAST } from 'langium';
import { VlpromptGrammar } from '../../../src/language/generated/grammar.ts';
import { metrics } from '../../../src/language/settings/metrics.ts';
import type { ValueKind } from '../../../src/language/settings/setting-rule.ts';
import { settingTables } from '../../../src/language/settings/tables.ts';
import { contributions, scopeOf, tokenize } from './tokenize.ts';

const root = new URL('../../../', import.meta.url);

describe('the grammar of colours', () => {
  for (const keyword of keywords()) {
    it(`knows the keyword ${keyword}`, async () => {
      assert.match(await scopeOf(keyword, `${keyword} `), /^(keyword|storage\.type|constant\.language)\./);
      assert.match(await scopeOf(keyword, `${keyword}: 1`), /^support\.type\.property-name\./, 'as a key');
      assert.match(await scopeOf(`${keyword}-1`, `let x = ${keyword}-1`), /^variable\./, 'as a part of a name');
    });
  }

  for (const metric of Object.keys(metrics)) {
    it(`knows the metric ${metric}`, async () => {
      assert.match(await scopeOf(metric, `  expect ${metric} > 0`), /^support\.function\./);
    });
  }

  for (const [key, kind] of settings('text', 'words', 'file', 'image', 'labels', 'shots', 'share', 'export')) {
    it(`reads no prompt in ${key} of ${kind}`, async () => {
      assert.match(await scopeOf('{', `${key}: "{a|b}"`), /^string\./);
    });
  }

  for (const [key, kind] of settings('prompt', 'prompt-or-template')) {
    it(`reads a prompt in ${key} of ${kind}`, async () => {
      assert.match(await scopeOf('{', `${key}: "{a|b}"`), /^keyword\.operator\.variant\./);
    });
  }

  for (const [key, kind] of settings('choice', 'labels', 'share', 'export')) {
    it(`takes words of ${key} of ${kind} for words of the language`, async () => {
      assert.match(await scopeOf('some-word', `${key}: some-word`), /^support\.constant\./);
    });
  }

  it('is in the manifest, file by file', async () => {
    for (const { path, scopeName } of contributions) {
      assert.ok(existsSync(new URL(path, root)), path);
      assert.equal(JSON.parse(readFileSync(new URL(path, root), 'utf8')).scopeName, scopeName);
    }
  });

  it('pairs only brackets that it has closed', async () => {
    const paired = contributions.flatMap(({ tokenTypes }) => Object.keys(tokenTypes ?? {}));
    const text = 'let x = "({a|[b:c:1]}) [d] {open ( [ } ] )';
    const [line = []] = await tokenize('source.vlprompt', text);
    const pairs = line.filter(({ scopes }) => paired.some((scope) => scopes.at(-1)?.startsWith(scope)));
    assert.equal(pairs.map(({ start, end }) => text.slice(start, end)).join(''), '({[]})[]{}');
  });
});

/** Words of the grammar; of those that only ever stand beside others, `class` in `per class`, there are none. */
function keywords(): string[] {
  const words = VlpromptGrammar().rules.flatMap((rule) =>
    AstUtils.streamAllContents(rule)
      .filter(GrammarAST.isKeyword)
      .map(({ value }) => value)
      .toArray(),
  );
  return [...new Set(words.filter((word) => /^[a-z]+$/.test(word)))];
}

function settings(...kinds: readonly ValueKind[]): (readonly [key: string, declaration: string])[] {
  return Object.entries(settingTables).flatMap(([declaration, table]) =>
    Object.entries(table ?? {})
      .filter(([, rule]) => kinds.includes(rule.value.kind))
      .map(([key]) => [key, declaration] as const),
  );
}
