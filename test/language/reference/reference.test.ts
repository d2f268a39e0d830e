import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checkAll } from '../../../src/language/checks/check.ts';
import { loadProgram } from '../../../src/language/program/load.ts';
import { declarationRules } from '../../../src/language/settings/declaration-rules.ts';
import { sourcesOf } from '../program/program-of.ts';
import { diagnosticPages, writtenPages } from './pages.ts';
import { between, referenceTables, withTables } from './tables.ts';

const reference = readFileSync(new URL('../../../docs/language.md', import.meta.url), 'utf8');

/** Fenced blocks of a language, in order. */
function blocksOf(language: string): string[] {
  return [...reference.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (match) => match[1] ?? '',
  );
}

describe('docs/language.md', () => {
  for (const name of referenceTables().keys()) {
    it(`has the table: ${name}`, () => {
      // Otherwise: npx tsx test/language/reference/write.ts
      assert.equal(reference.match(between(name))?.[0], withTables(reference).match(between(name))?.[0]);
      assert.match(reference, between(name));
    });
  }

  for (const keyword of Object.keys(declarationRules)) {
    it(`speaks of ${keyword}`, () => assert.ok(reference.includes(`\`${keyword}`)));
  }

  const examples = blocksOf('vlprompt');
  // What the examples read is shown on the page too.
  const sources = sourcesOf({
    'wildcards/colour.txt': blocksOf('vlwildcard')[0] ?? '',
    'wildcards/flower.yaml': blocksOf('yaml')[0] ?? '',
  });
  examples.forEach((text, index) => {
    it(`has a good example ${index + 1}: ${text.slice(0, 40).replace(/\n/g, ' ')}`, async () => {
      const document = await loadProgram('example.vlprompt', text, sources);
      const { problems } = await checkAll(document, { folderExists: async () => true });
      const grave = problems.filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual(
        grave.map((found) => found.message),
        [],
      );
    });
  });

  it('has examples', () => assert.ok(examples.length >= 4));
});

describe('docs/diagnostics', () => {
  const written = writtenPages();
  for (const [name, text] of diagnosticPages()) {
    // Otherwise: npx tsx test/language/reference/write.ts
    it(`has the page ${name}`, () => assert.equal(written.get(name), text));
  }

  it('has no other page', () =>
    assert.deepEqual([...written.keys()].toSorted(), [...diagnosticPages().keys()].toSorted()));
});
