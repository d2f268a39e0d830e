import assert from 'node:assert/strict';
import { parseInfotext, readInfotext } from '../../../src/language/exchange/readers/infotext.ts';

/** In the layout of A1111 1.10's writer. */
const WHOLE = `masterpiece, a (fox:1.2) in snow,
[painted::0.5], (detailed)
Negative prompt: blurry, (bad:1.3)
low quality
Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.5, Seed: 965400086, Size: 512x768, Model hash: 6ce0161689, Model: v1-5-pruned-emaonly, Denoising strength: 0.7, Clip skip: 2, RNG: CPU, Hires upscale: 2, Lora hashes: "fox: 1a2b, snow: 3c4d", Version: v1.10.1`;

describe('A1111 parameters', () => {
  it('are prompt, negative prompt and settings', () => {
    const record = readInfotext(WHOLE);
    assert.deepEqual(record, {
      tool: 'A1111',
      dialect: 'a1111',
      prompt: 'masterpiece, a (fox:1.2) in snow,\n[painted::0.5], (detailed)',
      negative: 'blurry, (bad:1.3)\nlow quality',
      seed: '965400086',
      steps: 20,
      guidance: 7.5,
      clipSkip: 2,
      size: { width: 512, height: 768 },
      version: 'v1.10.1',
      sampler: 'DPM++ 2M',
      schedule: 'Karras',
      model: { name: 'v1-5-pruned-emaonly', hash: '6ce0161689' },
      noise: 'cpu',
      loras: [],
      unread: ['Denoising strength: 0.7', 'Hires upscale: 2', 'Lora hashes: fox: 1a2b, snow: 3c4d'],
      notes: [],
    });
  });

  it('of an old version say what they say', () => {
    const record = readInfotext(
      'a fox\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512, Model hash: 45dee52b',
    );
    assert.equal(record?.sampler, 'Euler a');
    assert.equal(record?.noise, 'gpu');
    assert.deepEqual(record?.model, { hash: '45dee52b' });
    assert.equal(record?.negative, '');
  });

  it('need three settings on the last line', () => {
    assert.equal(readInfotext('a fox: red, or: blue'), undefined);
    assert.equal(parseInfotext('a fox: red, or: blue').prompt, 'a fox: red, or: blue');
    assert.deepEqual(
      [...parseInfotext('a fox\nSteps: 1, Seed: 2, Size: 8x8').settings],
      [
        ['Steps', '1'],
        ['Seed', '2'],
        ['Size', '8x8'],
      ],
    );
  });

  it('have values in quotes as JSON has them', () => {
    const line = String.raw`Steps: 1, Template: "a, \"b\": c\nd", Odd: "x" y, Open: "z, Seed: 2`;
    assert.deepEqual(
      [...parseInfotext(`p\n${line}`).settings],
      [
        ['Steps', '1'],
        ['Template', 'a, "b": c\nd'],
        ['Odd', '"x" y'],
        ['Open', '"z'],
        ['Seed', '2'],
      ],
    );
  });

  it('say from how much of another picture theirs began, unless that was its own first pass', () => {
    const read = (more: string) => readInfotext(`p\nSteps: 1, Seed: 2, Denoising strength: 0.7${more}`);
    assert.deepEqual([read('')?.denoise, read('')?.unread], [0.7, []]);
    assert.deepEqual(read(', Hires steps: 3')?.denoise, undefined);
  });

  it('of a node of ComfyUI are read as ComfyUI reads them', () => {
    const record = readInfotext('(p:1.2)\nSteps: 1, Seed: 2, Version: ComfyUI');
    assert.deepEqual([record?.tool, record?.dialect, record?.noise], ['ComfyUI', 'comfy', 'cpu']);
  });

  it('may be without prompt, with Windows line ends, and name a way of emphasis', () => {
    const record = readInfotext('Negative prompt: bad\r\nSteps: 1, Sampler: DDIM, Seed: 2, Emphasis: No norm\r\n');
    assert.equal(record?.prompt, '');
    assert.equal(record?.negative, 'bad');
    assert.equal(record?.dialect, 'a1111-nonorm');
    assert.equal(readInfotext('p\nSteps: 1, Seed: 2, Emphasis: None')?.dialect, 'none');
    const ignored = readInfotext('p\nSteps: 1, Seed: 2, Emphasis: Ignore');
    assert.deepEqual([ignored?.dialect, ignored?.unread], ['a1111', ['Emphasis: Ignore']]);
  });

  it('of a million characters are read at once', () => {
    const hostile = [
      'a'.repeat(1e6),
      'ab'.repeat(5e5),
      'ab: "'.repeat(2e5),
      'ab: "\\"'.repeat(1.5e5),
      ' '.repeat(1e6),
      'a: '.repeat(3e5),
      '"\\'.repeat(5e5),
    ];
    for (const text of hostile) {
      parseInfotext(text);
      parseInfotext(`Steps: 1, Seed: 2, ${text}`);
    }
  });
});
