import assert from 'node:assert/strict';
import { checkText } from '../../../src/language/checks/check.ts';
import { createDocument } from '../../../src/language/document.ts';
import { buildPlan } from '../../../src/language/plan/build-plan.ts';
import type { CuratePlan, DataPlan } from '../../../src/language/plan/plan.ts';
import { createLanguageService } from '../../../src/language/service.ts';

const classes = 'class a "one"\nclass b "two"\nrecipe r { prompt: "${class}" }\n';

function planOf(text: string) {
  return buildPlan(createDocument('prompts/a.vlprompt', text), checkText);
}

function dataOf(settings: string): DataPlan {
  return planOf(`data d from "real" { ${settings} }`).data[0] ?? assert.fail('no data');
}

function curationOf(text: string): CuratePlan {
  return planOf(classes + text).curations?.[0] ?? assert.fail('no curation');
}

describe('the plan of a data set', () => {
  it('says how it is laid out, where the file does', () => {
    for (const [settings, labels, format] of [
      ['', 'folders', undefined],
      ['labels: folders', 'folders', 'folder'],
      ['format: webdataset', 'folders', 'webdataset'],
      ['labels: folders format: coco', 'folders', 'coco'],
      ['labels: "l.csv"', { file: 'prompts/real/l.csv', column: 'label' }, undefined],
      ['labels: "sub/l.parquet" column "kind"', { file: 'prompts/real/sub/l.parquet', column: 'kind' }, undefined],
      ['labels: "../l.jsonl" column "kind"', { file: 'prompts/l.jsonl', column: 'kind' }, undefined],
    ] as const) {
      const data = dataOf(settings);
      assert.deepEqual([data.labels, data.format], [labels, format], settings);
    }
  });

  it('changes the key of an evaluation on it', () => {
    const keys = ['', 'format: csv', 'labels: "l.csv"', 'labels: "l.csv" column "kind"'].map(
      (settings) =>
        planOf(`${classes}data d from "real" { ${settings} } evaluate e { on: d }`).evaluations[0]?.key ??
        assert.fail('no evaluation'),
    );
    assert.equal(new Set(keys).size, keys.length);
  });

  it('is no folder of classes to be missed where it says otherwise', async () => {
    const service = createLanguageService({ folderExists: async (path) => path.endsWith('real') });
    const warned = async (settings: string) => {
      const text = `${classes}data d from "real" { ${settings} }\nevaluate e { on: d }\n`;
      const { diagnostics } = await service.openText(text, '/w/a.vlprompt', '/w');
      return diagnostics.map(({ code }) => code).filter((code) => code === 'missing-class-folder').length;
    };
    assert.deepEqual(
      await Promise.all(['', 'labels: folders', 'format: parquet', 'labels: "l.csv"'].map(warned)),
      [1, 1, 0, 0],
    );
  });
});

describe('the plan of a curation', () => {
  const data = 'data held from "held"\ndata pool from "pool" { role: pool }\ndata few from "few" { role: shots }\n';

  it('names what is held out', () => {
    assert.deepEqual(
      curationOf(`${data}curate c { from: r }`).holdouts?.map(({ name }) => name),
      ['held'],
    );
    assert.equal(curationOf('curate c { from: r }').holdouts, undefined);
  });

  it('sorts real images of a pool, and none that are held out', () => {
    const { from } = curationOf(`${data}curate c { from: r, pool }`);
    assert.deepEqual(
      from.map(({ kind }) => kind),
      ['recipe', 'data'],
    );
    const held = checkText(createDocument('a.vlprompt', `${classes}${data}curate c { from: held }`));
    assert.ok(held.some(({ code }) => code === 'leak'));
  });

  it('speaks of what people said and of what pixels say', () => {
    const rules =
      'keep where rating >= 3 and not (tag = "odd" or split = test) drop where label = a or brightness < 0.1 or duplicate-of';
    assert.equal(curationOf(`curate c { from: r ${rules} }`).rules.length, 2);
  });
});
