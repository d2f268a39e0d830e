"""Writes MODEL_CARD.md, LICENSE, samples.png and SHA256SUMS from evaluation.json and the trained weights.

Usage: model_card.py [checkpoint]
"""
import hashlib
import json
import os
import sys

import torch

from evaluate import MAIN
from export import PACK, modules
from holdout import FASHION_LICENCE
from painting import SHEET, Studio, sheet
from tokenizer import Tokenizer
from workspace import REPOSITORY, path

# (title, aim, the path of its figure in evaluation.json)
GOALS = [
    ('CLIP: Fashion-MNIST test photographs by prompt', .9, ('clip', 'photographs', 'ensemble')),
    *[(f'CLIP: {name}', aim, ('clip', 'forced choices', key)) for name, aim, key in (
        ('colour', .95, 'shapes colour'), ('shape', .95, 'shapes shape'), ('count', .95, 'shapes count'), ('relation', .85, 'shapes relation'),
        ('binding', .95, 'shapes binding'), ('size', .95, 'shapes size'), ('background', .95, 'shapes background'), ('defect', .95, 'surfaces defect'),
        ('material', .95, 'surfaces material'), ('surface colour', .95, 'surfaces surface colour'), ('place', .95, 'surfaces place'),
        ('garment', .95, 'styled garment'), ('garment colour', .95, 'styled tint'), ('garment background', .95, 'styled background'))],
    ('drawn: garment', .85, ('drawings', 'garments', 'garment')), ('drawn: colour', .85, ('drawings', 'shapes', 'colour')),
    ('drawn: defect', .85, ('drawings', 'surfaces', 'defect')), ('drawn: shape', .7, ('drawings', 'shapes', 'shape')),
]
HEAD = """# The starter pack

A text-to-image latent diffusion model and a CLIP model, both trained from scratch for this project by `tools/starter-pack/`, small
enough to ship ({megabytes:.1f} MB) and to run on any laptop. They know two small worlds and nothing else: **garments** (Fashion-MNIST) and
**inspection scenes** (drawn shapes and material surfaces). Every figure below comes from `evaluation.json`, written by
`tools/starter-pack/evaluate.py`; this file is written by `tools/starter-pack/model_card.py`.

![Drawn from the prompts listed below](samples.png)

{prompts}

(guidance {guidance:g}, 20 DDIM steps, seed 0, one attempt each)

## Contents

| part | what it is | parameters |
|---|---|---|
{parts}

Layouts are the usual ones (diffusers/Optimum; transformers.js for CLIP). Weights are stored as float16 and cast to float32 when a session
loads; inputs, outputs and arithmetic are float32. Images are 64x64 RGB, latents 4x16x16, `v_prediction`, `scaled_linear` betas,
`trailing` timesteps. Things to know:

- `vae_encoder` gives `latent_parameters`, mean and log-variance (constantly -30, so sampling is deterministic); latents are normalised
  by construction, `scaling_factor` is 1.
- The text encoder zeroes what follows the first end token and the U-Net masks zero rows: padding length does not matter.
- The text is normalised at the end of the text encoder, not in the U-Net, so that attention weights such as `(red:1.4)` act; its features
  do not cancel out in their mean, by which the weights of AUTOMATIC1111's web UI divide. `docs/drawing.md` has measurements.
- `vision_model` gives `image_embeds` [B,128] and `patch_embeds` [B,16,128], neither normalised. The embedding is the **mean of the patch
  embeddings** in the joint space: a patch's cosine with a text is its share of the score. Patches also carry
  what stands around them, so **heat maps are rough**; see below.
- `logit_scale_init_value` in `clip/config.json` is the *trained* scale's logarithm: a split export has no other place for it.
- `unet/config.json` and the like describe; Python's diffusers cannot rebuild these custom networks from them.

## Training data

- **Fashion-MNIST** train split (60 000 photographs; Zalando, MIT licence), with captions in many wordings, as it is and tinted or on white,
  grey and plain backgrounds.
- **Rendered scenes** (90 000 shape scenes, 80 000 surfaces), own work of this repository: 12 colours, 7 shapes, sizes, counts, four
  relations; 6 materials, clean or with one of 5 defects at 5 places.
- Never rendered for training: **hexagon, heart, crescent; rust, burn mark, blister**. Their names are whole tokens that no caption used.
- Other words (150 common ones, `scenes/unfamiliar.py`) are strewn into 15 % of the painter's captions late in training, so that it draws the
  rest of a sentence whose words it does not all know.
- About 5 % of the images are blurred and captioned "blurry ...", so that the word means something as a negative prompt.

## Training cost

{cost}

Counted by the processes themselves on {machine}.

## Measured quality

n and the 95 % Wilson interval stand behind every figure.

| what | aim | reached | n | interval |
|---|---|---|---|---|
{goals}

The garment figure of CLIP is **prompt-based accuracy on unseen photographs of classes seen in training**, not zero-shot on unseen classes.
"CLIP: ..." rows below it are forced choices on held-out scenes: the true caption against one with that attribute changed (chance 50 %).
"drawn: ..." rows are judged by **independent** classifiers trained on real photographs and rendered scenes, never by the pack's CLIP.

### True zero-shot: classes training never had

{unseen}

With an untrained word the text side has nothing to go on; these classes exist for few-shot experiments, where images teach them.

### CLIP on the 10 000 test photographs

{photographs}

Templates of the ensemble: "a photo of a {{}}", "a picture of a {{}}", "a {{}}". With float32 weights instead: {full_clip}.

### Heat maps

Whether the patch of 4x4 that prefers the defect's name to "a clean surface" most lies within one patch of the defect (25 % by
chance). In the middle and at the right it is no better than chance: patches were never trained to be read one by one.

{heat}

### Prompt fidelity of drawn images

Judged at guidance {guidance:g} (n as in the table above; the best of the sweep). "Real" is the judges' own ceiling on real images.

{fidelity}

Sweep with fewer images (n = 120 a domain):

{sweep}

With a word added that no training saw (", gothic" and the like; n = 120 a domain, the sweep's seeds): {unknown}.

### Autoencoder

PSNR on test images: {psnr}.

### Speed and rounding

{seconds} a guided 20-step image, bare ONNX Runtime calls in Node with two threads on the machine above, other work running
(`node tools/starter-pack/check.mjs`). Against float32 weights, {rounded_images} drawn images differ by {rounded_levels:.2f} of 255 grey levels on average.

## Limits

- It draws only what its captions name. Other words change little; long sentences and unusual combinations may fail.
- The classes that people confuse (shirt, t-shirt, pullover, coat) are confused here as well.
- Held-out scenes come from the generator that made the training scenes, with other seeds: figures near 100 % say that this small world is
  learned, and nothing about other worlds. Judges know the same world; drawn garments can score above real ones, being more typical.
- Guidance was chosen on 120 of the prompts that the final figures use (with other seeds). A thousand test photographs were watched, not
  trained on, while CLIP learned.
- Rendered surfaces are not photographs: accuracy on them says nothing about real inspection images.

## Licence

MIT (`LICENSE`), including the notice of Fashion-MNIST.
"""
LICENCE = """The models in this folder (weights, tokenizers and settings) are part of VLPrompt and under the MIT licence of the repository
(see LICENSE at its root). They were trained on rendered scenes made by this repository's own scripts and on Fashion-MNIST, whose
licence follows.

"""


def row(*cells):
    return '| ' + ' | '.join(str(c) for c in cells) + ' |'


def percent(figure):
    return f"{100 * figure['rate']:.1f} %"


def interval(figure):
    return f"{100 * figure['low']:.1f}-{100 * figure['high']:.1f}"


def table(titles, rows):
    return '\n'.join([row(*titles), row(*['---'] * len(titles))] + rows)


def goals(report):
    rows = []
    for title, aim, keys in GOALS:
        figure = report
        for key in keys:
            figure = figure[key]
        short = '' if figure['rate'] >= aim else ' (short of it)'
        rows.append(row(title, f'{100 * aim:.0f} %', f"**{percent(figure)}**{short}", figure['n'], interval(figure)))
    return '\n'.join(rows)


def proportions(found):
    return table(('what', 'right', 'n', 'interval'), [row(k, percent(f), f['n'], interval(f)) for k, f in found.items()])


def fidelity(report):
    rows = [row(f'{domain}: {name}', percent(figure), interval(figure), figure['n'], percent(report['judges on real images'][domain][name]))
            for domain, found in report['drawings'].items() for name, figure in found.items()]
    return table(('judged', 'drawn', 'interval', 'n', 'real'), rows)


def sweep(report):
    names = [(d, a) for d, found in report['drawings'].items() for a in found]
    rows = [row(f'{float(g):g}', *[percent(found[d][a]) for d, a in names]) for g, found in report['sweep'].items()]
    return table(('guidance', *[a if a != 'everything said' else f'all of {d}' for d, a in names]), rows)


def cost(report):
    minutes = report['core minutes']
    rows = [row(name, report['steps'].get(name, ''), f'{spent:.0f}') for name, spent in minutes.items()]
    return table(('stage', 'steps', 'core-minutes'), rows + [row('together', '', f'{sum(minutes.values()):.0f}')])


def parts(found):
    count = lambda module: f'{sum(p.numel() for p in module.parameters()) / 1e6:.2f} M'
    clip = found['clip']
    return '\n'.join([
        row('`diffusion/text_encoder`', 'CLIP-style causal transformer, 3 layers of 128', count(found['text_encoder'])),
        row('`diffusion/unet`', 'U-Net 48/112/208 at 16/8/4, attention at 8 and 4', count(found['unet'])),
        row('`diffusion/vae_decoder`, `vae_encoder`', 'residual convolutions', f"{count(found['vae_decoder'])}, {count(found['vae_encoder'])}"),
        row('`clip/onnx/text_model`', 'as the text encoder, its own weights', count(clip.text)),
        row('`clip/onnx/vision_model`', 'convolutional stem, 2 transformer blocks on 4x4 patches', count(clip.image))])


def files():
    """Files of the pack, relative, sorted; without the digests themselves."""
    found = [os.path.relpath(os.path.join(folder, name), PACK) for folder, _, names in os.walk(PACK) for name in names]
    return sorted(f for f in found if f != 'SHA256SUMS')


def write_digests():
    lines = []
    for name in files():
        with open(os.path.join(PACK, name), 'rb') as file:
            lines.append(f'{hashlib.sha256(file.read()).hexdigest()}  {name}\n')
    with open(os.path.join(PACK, 'SHA256SUMS'), 'w') as file:
        file.writelines(lines)


def write_card(report, found):
    size = sum(os.path.getsize(os.path.join(PACK, f)) for f in files()) / 1e6
    speed = report['seconds an image']
    text = HEAD.format(
        megabytes=size, prompts='\n'.join(f'{i + 1}. {" · ".join(SHEET[i * 8:i * 8 + 8])}' for i in range(4)), guidance=report['guidance'],
        parts=parts(found), cost=cost(report), machine=report['machine'], goals=goals(report), unseen=proportions(report['clip']['unseen classes']),
        heat=proportions(report['clip']['heat maps']), photographs=proportions(report['clip']['photographs']), fidelity=fidelity(report), sweep=sweep(report),
        unknown=', '.join(f"{d} {a} {percent(report['unknown word'][d][a])}" for d, a in MAIN),
        psnr=', '.join(f'{k} {v:.1f} dB' for k, v in report['psnr'].items()), seconds=f'{speed:.2f} s' if speed else 'Not measured:',
        full_clip=percent(report['rounding']['photographs, float32 weights']), rounded_images=report['rounding']['images'],
        rounded_levels=report['rounding']['mean grey levels'])
    with open(os.path.join(PACK, 'MODEL_CARD.md'), 'w') as file:
        file.write(text)


def main(checkpoint='unet'):
    torch.set_num_threads(1)
    found = modules(checkpoint)
    with open(os.path.join(PACK, 'evaluation.json')) as file:
        report = json.load(file)
    studio = Studio(found['unet'], found['text_encoder'], found['vae_decoder'], Tokenizer(path('tokenizer')))
    sheet(studio.draw(SHEET, report['guidance']), 8, os.path.join(PACK, 'samples.png'), 2, bits=6)
    with open(os.path.join(PACK, 'LICENSE'), 'w') as file:
        file.write(LICENCE + FASHION_LICENCE)
    write_card(report, found)
    write_digests()


if __name__ == '__main__':
    main(*sys.argv[1:2])
