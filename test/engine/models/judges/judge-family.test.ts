import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { judgeFamily } from '../../../../src/engine/models/judges/judge-family.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

type Files = { readonly [file: string]: unknown };

describe('family of a judge', () => {
  const folder = temporaryFolder();

  /** Entries of the last ones as in open_clip, src/open_clip/model_configs. */
  const known: readonly { readonly name: string; readonly isSigmoid?: boolean; readonly files: Files }[] = [
    { name: 'CLIP', files: { 'config.json': { model_type: 'clip' } } },
    {
      name: 'CLIP',
      files: { 'config.json': { __version__: '2.0' }, '0_CLIPModel/config.json': { model_type: 'clip' } },
    },
    { name: 'MobileCLIP', files: { 'config.json': { model_type: 'mobileclip' } } },
    { name: 'SigLIP', isSigmoid: true, files: { 'config.json': { model_type: 'siglip' } } },
    {
      name: 'SigLIP 2',
      isSigmoid: true,
      files: {
        'config.json': { model_type: 'siglip' },
        'tokenizer_config.json': { tokenizer_class: 'GemmaTokenizer' },
      },
    },
    {
      name: 'OpenCLIP',
      files: { 'config.json': { embed_dim: 512, vision_cfg: { layers: 12 }, text_cfg: { heads: 8 } } },
    },
    {
      name: 'MobileCLIP',
      files: {
        'open_clip_config.json': { model_cfg: { vision_cfg: { timm_model_name: 'fastvit_mci2' }, text_cfg: {} } },
      },
    },
    {
      name: 'MobileCLIP',
      files: { 'config.json': { vision_cfg: { timm_model_name: 'vit_base_mci_224' }, text_cfg: {} } },
    },
    {
      name: 'SigLIP',
      isSigmoid: true,
      files: { 'open_clip_config.json': { model_cfg: { init_logit_bias: -10, vision_cfg: {}, text_cfg: {} } } },
    },
  ];
  for (const { name, isSigmoid = false, files } of known) {
    it(`is ${name}: ${JSON.stringify(files)}`, async () => {
      await write(files);
      const family = await judgeFamily(folder());
      assert.deepEqual([family.name, family.isSigmoid], [name, isSigmoid]);
    });
  }

  const strangers: readonly { readonly files: Files; readonly says: RegExp }[] = [
    { files: {}, says: /neither `model_index.json` nor `config.json`/ },
    { files: { 'config.json': {} }, says: /does not say its type/ },
    { files: { 'config.json': { model_type: 'bert' } }, says: /of type `bert`.*CLIP, OpenCLIP, MobileCLIP or SigLIP/ },
    { files: { 'config.json': { model_type: 'constructor' } }, says: /of type `constructor`/ },
  ];
  for (const { files, says } of strangers) {
    it(`is refused: ${JSON.stringify(files)}`, async () => {
      await write(files);
      await assert.rejects(
        judgeFamily(folder()),
        (error) => Failure.is(error, 'model-unsupported') && says.test(error.message),
      );
    });
  }

  async function write(files: Files): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder(), name)), { recursive: true });
      await writeFile(join(folder(), name), JSON.stringify(content));
    }
  }
});
