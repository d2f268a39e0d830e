import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { SemanticTokenTypes } from 'vscode-languageserver';
import { tokenTypes } from '../../../src/language/features/semantic-legend.ts';

const { contributes }: { contributes: Contributes } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
);

interface Contributes {
  readonly semanticTokenTypes: readonly { readonly id: string }[];
  readonly semanticTokenScopes: readonly {
    readonly language: string;
    readonly scopes: Readonly<Record<string, unknown>>;
  }[];
}

describe('kinds of semantic tokens', () => {
  const standard: readonly string[] = Object.values(SemanticTokenTypes);
  const own = tokenTypes.filter((type) => !standard.includes(type));

  it('of our own are those of the manifest', () => {
    assert.deepEqual(contributes.semanticTokenTypes.map(({ id }) => id).sort(), [...own].sort());
  });

  for (const { language, scopes } of contributes.semanticTokenScopes) {
    it(`of our own have colours in ${language}`, () => {
      assert.deepEqual(Object.keys(scopes).sort(), [...own].sort());
    });
  }
});
