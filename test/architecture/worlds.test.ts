import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../../tools/bundles.mjs';
import { checks } from '../../tools/test/checks.mjs';

const rules: { forbidden: readonly { name: string; comment: string }[] } = createRequire(import.meta.url)(
  '../../.dependency-cruiser.cjs',
);

describe('worlds', () => {
  for (const world of readdirSync(path.join(root, 'src'))) {
    it(`${world} has types of its own, which are checked`, () => {
      assert.ok(existsSync(path.join(root, `src/${world}/tsconfig.json`)));
      assert.ok(checks.some(({ command }) => command.includes(`src/${world}`)));
    });

    it(`${world} has a rule for what it may import`, () => {
      assert.ok(rules.forbidden.some(({ name }) => name === `${world}-imports`));
    });
  }

  it('every rule says why in a sentence', () => {
    for (const { name, comment } of rules.forbidden) assert.match(comment, /^[A-Z].{20,}\.$/, name);
  });
});
