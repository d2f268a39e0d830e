import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { commandOf } from '../../../src/language/exchange/copy/command-of.ts';
import { type CopiedImage, copiedImages } from '../../../src/language/exchange/copy/copied-image.ts';
import { diffusersScriptOf } from '../../../src/language/exchange/copy/diffusers-script-of.ts';
import { infotextOf } from '../../../src/language/exchange/copy/infotext-of.ts';
import { readInfotext } from '../../../src/language/exchange/readers/infotext.ts';
import { matchSampler } from '../../../src/language/exchange/recipe/samplers.ts';
import { createLanguageService } from '../../../src/language/service.ts';
import { schedulers } from '../../../src/language/settings/shared-rules.ts';

async function imagesOf(text: string): Promise<readonly CopiedImage[]> {
  const isThere = async () => true;
  const host = { fileExists: isThere, folderExists: isThere };
  const { plan } = await createLanguageService(host).openText(text, '/prompts/a.vlprompt', '/prompts');
  const recipe = plan?.recipes[0];
  assert.ok(recipe);
  return copiedImages(recipe);
}

async function imageOf(text: string): Promise<CopiedImage> {
  const [image] = await imagesOf(text);
  assert.ok(image);
  return image;
}

const fox = `model painter = "hf:runwayml/stable-diffusion-v1-5@39593d5"
recipe fox {
  model: painter
  prompt: "a fox, \\"red\\""
  negative: "blurry"
  images: 2
  seed: 7
  steps: 30
  scheduler: euler
  guidance: [5, 7.5]
  size: 512x768
}
`;

describe('copied images', () => {
  it('are those of every cell', async () => {
    const images = await imagesOf(fox);
    assert.deepEqual(
      images.map(({ image, settings }) => [image.seed, settings.guidance]),
      [
        [7, 5],
        [8, 5],
        [7, 7.5],
        [8, 7.5],
      ],
    );
  });
});

describe('infotext', () => {
  it('is what A1111 writes', async () => {
    assert.equal(
      infotextOf(await imageOf(fox), '0.1.0'),
      `a fox, "red"
Negative prompt: blurry
Steps: 30, Sampler: Euler, CFG scale: 5, Seed: 7, Size: 512x768, Model: stable-diffusion-v1-5, RNG: CPU, Version: vlprompt 0.1.0`,
    );
  });

  it('has Comfy’s prompts in A1111’s dialect, and names other ways of emphasis', async () => {
    const firstLine = async (emphasis: string, prompt: string) => {
      const text = infotextOf(await imageOf(`recipe r {\n  prompt: "${prompt}"\n  emphasis: ${emphasis}\n}\n`));
      const [line = '', fields = ''] = text.split('\n');
      return [line, /Emphasis: [^,]*/.exec(fields)?.[0]];
    };
    assert.deepEqual(await firstLine('comfy', '(a (b:1.5) c:1.2) [d]'), ['(a :1.2)(b:1.5)( c:1.2) \\[d\\]', undefined]);
    assert.deepEqual(await firstLine('a1111-nonorm', '(a:1.2)'), ['(a:1.2)', 'Emphasis: No norm']);
    assert.deepEqual(await firstLine('none', '(a:1.2)'), ['(a:1.2)', 'Emphasis: None']);
    assert.deepEqual(await firstLine('a1111', '(a:1.2)'), ['(a:1.2)', undefined]);
  });

  it('names every sampler so that it is found again', async () => {
    for (const scheduler of Object.keys(schedulers).filter((name) => name !== 'auto')) {
      const text = infotextOf(await imageOf(`recipe r { prompt: "a fox" scheduler: ${scheduler} }`));
      const record = readInfotext(text);
      assert.deepEqual(matchSampler(record?.sampler ?? '', record?.schedule), { scheduler }, text);
    }
  });

  it('quotes what would end a value', async () => {
    const image = await imageOf(fox);
    for (const name of ['a, b: c', '"x"', 'a\nb', 'plain']) {
      const text = infotextOf({ ...image, model: { kind: 'folder', path: `models/${name}` } });
      assert.equal(readInfotext(text)?.model?.name, name);
    }
  });
});

describe('a diffusers script', () => {
  it('is a whole program', async () => {
    assert.equal(
      diffusersScriptOf(await imageOf(fox)),
      `# pip install diffusers transformers accelerate torch
import torch
from diffusers import EulerDiscreteScheduler, StableDiffusionPipeline

pipeline = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", revision="39593d5")
pipeline.scheduler = EulerDiscreteScheduler.from_config(pipeline.scheduler.config, steps_offset=1)

image = pipeline(
    prompt="a fox, \\"red\\"",
    negative_prompt="blurry",
    num_inference_steps=30,
    guidance_scale=5,
    generator=torch.Generator("cpu").manual_seed(7),
    width=512,
    height=768,
).images[0]
image.save("seed-7.png")
`,
    );
  });

  it('makes each sampler do as ours does', async () => {
    for (const [scheduler, made] of [
      ['euler-a', /^from diffusers import EulerAncestralDiscreteScheduler$/m],
      [
        'dpmpp-2m',
        /DPMSolverMultistepScheduler\.from_config\(.*algorithm_type="dpmsolver\+\+", use_karras_sigmas=False\)/,
      ],
      ['dpmpp-2m-karras', /steps_offset=1, solver_order=2, .*use_karras_sigmas=True\)$/m],
      ['pndm', /PNDMScheduler\.from_config\(.*skip_prk_steps=True\)/],
      ['ddpm', /DDPMScheduler\.from_config\(.*clip_sample=False\)/],
    ] as const) {
      assert.match(diffusersScriptOf(await imageOf(`recipe r { prompt: "a fox" scheduler: ${scheduler} }`)), made);
    }
  });

  it('leaves the scheduler of the model’s own files in place', async () => {
    const image = await imageOf('recipe r { prompt: "a fox" scheduler: auto }');
    assert.doesNotMatch(diffusersScriptOf(image), /scheduler/i);
    assert.match(infotextOf(image), /^Steps: 20, CFG scale: 3, /m);
  });

  it('begins with an image, masks it and draws the noise of a card', async () => {
    const of = async (settings: string) =>
      diffusersScriptOf(await imageOf(`model m = "hf:a/b" recipe r { prompt: "a fox" model: m ${settings} }`));
    const image = await of('init: "in/start.png" strength: 0.4 noise: philox rescale: 0.7');
    assert.match(
      image,
      /^from diffusers import StableDiffusionImg2ImgPipeline\nfrom diffusers\.utils import load_image$/m,
    );
    assert.match(image, /^ {4}image=load_image\("in\/start\.png"\)\.resize\(\(512, 512\)\),\n {4}strength=0\.4,$/m);
    assert.match(image, /torch\.Generator\("cuda"\)/);
    assert.doesNotMatch(image, /width=|rescale/);
    const masked = await of('init: "a.png" mask: holes } data holes from "holes" recipe unused { prompt: "x"');
    assert.match(masked, /^pipeline = StableDiffusionInpaintPipeline\./m);
    assert.match(masked, /^# a\.png: relative to the workspace\.\n# Save as mask\.png: image 1 of holes\.$/m);
    assert.match(masked, /^ {4}mask_image=load_image\("mask\.png"\)/m);
    assert.match(await of('rescale: 0.7'), /^ {4}guidance_rescale=0\.7,$/m);
  });

  it('takes folders as ONNX exports', async () => {
    const script = diffusersScriptOf(await imageOf('recipe r { prompt: "a fox" }'));
    assert.match(script, /^from optimum\.onnxruntime import ORTStableDiffusionPipeline$/m);
    assert.match(script, /^from diffusers import DDIMScheduler$/m);
    assert.match(script, /^pipeline = ORTStableDiffusionPipeline\.from_pretrained\("models\/starter\/diffusion"\)$/m);
    assert.doesNotMatch(script, /negative_prompt/);
  });

  it('passes on the characters that escapes stand for', async () => {
    const script = diffusersScriptOf(await imageOf(String.raw`recipe r { prompt: "a \(b\) c" }`));
    assert.match(script, /prompt="a \(b\) c",/);
    assert.doesNotMatch(script, /weighs/);
  });

  it('says which weights it cannot pass on', async () => {
    const image = await imageOf('recipe r { prompt: "a fox" }');
    const reading = {
      wordings: [
        [
          [
            { text: 'a ', weight: 1 },
            { text: 'fox', weight: 1.2 },
          ],
        ],
        [[{ text: 'a cat', weight: 1 }]],
      ],
      steps: [0, 1],
    };
    const script = diffusersScriptOf({
      ...image,
      image: { ...image.image, prompt: '[a (fox:1.2):a cat:\n1]', reading },
    });
    assert.match(script, /^ {4}prompt="a fox",$/m);
    assert.match(script, /^# VLPrompt weighs words here \(emphasis: a1111\)/m);
    assert.match(script, /^# The words also change between steps/m);
    assert.match(script, /^# prompt: {3}\[a \(fox:1\.2\):a cat: 1\]$/m);
  });
});

describe('a command', () => {
  it('is quoted where it must be', () => {
    assert.equal(commandOf('fashion.vlprompt', 'preview'), 'vlprompt run fashion.vlprompt preview');
    assert.equal(commandOf("my prompts/it's.vlprompt", 'a'), "vlprompt run 'my prompts/it'\\''s.vlprompt' a");
    assert.equal(
      commandOf("my prompts/it's.vlprompt", 'a', 'powershell'),
      "vlprompt run 'my prompts/it''s.vlprompt' a",
    );
    assert.equal(commandOf('-f.vlprompt', 'a'), 'vlprompt run ./-f.vlprompt a');
  });

  it('comes through a shell as it is', function () {
    if (process.platform === 'win32') this.skip();
    const names = fc.array(
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !name.includes('\0')),
      { minLength: 1, maxLength: 60 },
    );
    const shown = (words: readonly string[]) => words.map((word) => `${word}\n`).join('');
    fc.assert(
      fc.property(names, (files) => {
        const script = files.map((file) => commandOf(file, 'r').replace(/^vlprompt/, 'show')).join('\n');
        const output = execFileSync('/bin/sh', ['-c', `show() { printf '%s\\n' "$@"; }\n${script}`], {
          encoding: 'utf8',
        });
        assert.equal(output, shown(files.flatMap((file) => ['run', file.startsWith('-') ? `./${file}` : file, 'r'])));
      }),
      { numRuns: 20 },
    );
  });
});
