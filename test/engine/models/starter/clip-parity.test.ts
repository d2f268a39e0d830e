/**
 * @file The engine against PyTorch, on the weights that ship: test/fixtures/starter, written by
 * tools/starter-pack/fixtures.py. A missing file fails the tests that need it.
 */
import assert from 'node:assert/strict';
import { readJsonFile } from '../../../../src/engine/files/json-file.ts';
import { createPreprocessor } from '../../../../src/engine/images/clip-preprocessor.ts';
import { decodeImage } from '../../../../src/engine/images/decode-image.ts';
import type { Judge } from '../../../../src/engine/models/judge.ts';
import { openJudge } from '../../../../src/engine/models/judges/open-judge.ts';
import { zeroShotClassifier } from '../../../../src/engine/pipelines/zero-shot.ts';
import { loadTokenizer } from '../../../../src/engine/text/load-tokenizer.ts';
import { classify } from '../../support/classify.ts';
import { never, readFixture, starterPack } from '../../support/fixture.ts';
import { assertClose, repository, type Tensor } from './starter-tensor.ts';

interface ClipFixture {
  readonly images: readonly string[];
  readonly image_embeds: Tensor;
  readonly pixel_values: Tensor;
  readonly texts: readonly string[];
  readonly input_ids: Tensor;
  readonly text_embeds: Tensor;
  readonly logit_scale: number;
  readonly zero_shot: {
    readonly classes: readonly string[];
    readonly templates: readonly string[];
    readonly weights: Tensor;
    readonly probabilities: Tensor;
  };
}

const options = { provider: 'cpu', threads: 0 } as const;

function flatten(rows: readonly Float32Array[]): number[] {
  return rows.flatMap((row) => [...row]);
}

describe('PyTorch and CLIP of the starter pack', () => {
  let judge: Judge;
  let fixture: ClipFixture;

  before(async () => {
    fixture = readFixture<ClipFixture>('starter/clip.json');
    judge = await openJudge({ folder: `${starterPack}clip`, adapters: [] }, options);
  });

  after(() => judge?.dispose());

  const images = () => Promise.all(fixture.images.map((name) => decodeImage(repository + name)));

  it('read the same pixels', async () => {
    const preprocessor = createPreprocessor(await readJsonFile(`${starterPack}clip/preprocessor_config.json`));
    const pixels = new Float32Array(fixture.pixel_values.data.length);
    preprocessor.write(await decodeImage(repository + fixture.images[0]!), pixels, 0);
    assertClose(pixels, fixture.pixel_values.data, 1e-6);
  });

  it('embed pictures alike', async () => {
    assertClose(flatten(await judge.embedImages(await images(), never)), fixture.image_embeds.data);
  });

  it('embed texts alike', async () => {
    const tokenizer = await loadTokenizer(`${starterPack}clip`);
    const ids = fixture.texts.flatMap((text) => [...tokenizer.encode(text).ids]);
    assert.deepEqual(ids, fixture.input_ids.data);
    assertClose(flatten(await judge.embedTexts(fixture.texts, never)), fixture.text_embeds.data);
  });

  it('tell classes apart alike, with an ensemble of templates', async () => {
    const { classes, templates, weights, probabilities } = fixture.zero_shot;
    const prompts = classes.map((name) => templates.map((template) => template.replace('{}', name)));
    const rows = zeroShotClassifier(await Promise.all(prompts.map((texts) => judge.embedTexts(texts, never))));
    assertClose(flatten(rows), weights.data);
    assert.ok(Math.abs(judge.logitScale - fixture.logit_scale) < 1e-4 * fixture.logit_scale);
    assertClose(
      flatten(classify(await judge.embedImages(await images(), never), rows, judge.logitScale)),
      probabilities.data,
    );
  });
});
