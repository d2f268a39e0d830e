import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { modelSpec } from '../../src/language/plan/model-spec.ts';
import { available, entryOf, readCatalogue, specOf, withLicence } from '../../src/protocol/catalogue.ts';
import { modelName } from '../../src/protocol/model-name.ts';
import type { InstalledModel } from '../../src/protocol/models.ts';

const read = (name: string) => readFileSync(new URL(`../../models/${name}`, import.meta.url), 'utf8');
const catalogue = readCatalogue(read('catalogue.json'));

describe('the catalogue', () => {
  it('is as its schema says', () => {
    const validate = new Ajv({ strict: true }).compile(JSON.parse(read('catalogue.schema.json')));
    validate(JSON.parse(read('catalogue.json')));
    assert.deepEqual(validate.errors, null);
  });

  it('says that a model is pinned exactly when its revision is a commit', () => {
    for (const { repository, revision, pinned } of catalogue) {
      assert.equal(/^[0-9a-f]{40}$/u.test(revision), pinned, repository);
    }
  });

  it('names each model once, under a name that prompt files can say', () => {
    const names = catalogue.map((entry) => modelName(specOf(entry)));
    assert.equal(new Set(catalogue.map(({ repository }) => repository)).size, catalogue.length);
    assert.deepEqual(
      names.map((name) => modelSpec(name, 'a.vlprompt')),
      catalogue.map(specOf),
    );
  });

  it('has something to draw and something to judge with', () => {
    assert.deepEqual(new Set(catalogue.map(({ role }) => role)), new Set(['painter', 'judge']));
  });

  it('tells larger precisions first, and each once', () => {
    for (const { precisions, repository } of catalogue) {
      const bytes = precisions.map((each) => each.bytes);
      assert.deepEqual(
        bytes,
        bytes.toSorted((a, b) => b - a),
        repository,
      );
      assert.equal(new Set(precisions.map(({ precision }) => precision)).size, precisions.length);
    }
  });

  it('knows what is installed, at whatever revision: does not offer it, and says its licence', () => {
    const [first] = catalogue;
    assert.ok(first);
    const spec = { kind: 'hub', repository: first.repository, revision: 'other' } as const;
    const installed: InstalledModel = { spec, place: 'hub', folder: '/m', precisions: ['fp32'], bytes: 1 };
    assert.deepEqual(available(catalogue, [installed]), catalogue.slice(1));
    assert.equal(entryOf(catalogue, installed), first);
    assert.equal(entryOf(catalogue, { spec: { kind: 'starter', name: 'clip' } }), undefined);
    const { spdx, name } = first.licence;
    assert.equal(withLicence(catalogue, installed).licence, spdx ?? name);
    assert.equal(withLicence(catalogue, { ...installed, licence: 'own' }).licence, 'own');
  });
});
