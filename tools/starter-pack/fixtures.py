"""Writes test/fixtures/starter: what PyTorch computes with the shipped weights, for the engine to be compared with."""
import json
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

import training
from diffusion import ddim
from export import modules
from graphs import ImageEmbeds, TextEmbeds
from holdout import FOLDERS
from scenes import garments, surfaces
from tokenizer import Tokenizer
from workspace import REPOSITORY, path

TARGET = os.path.join(REPOSITORY, 'test', 'fixtures', 'starter')
PROMPTS = ['', 'a photo of a t-shirt', 'A product photo of an ankle boot,  white background', "it's 2 blue squares & a hexagon!",
           'a green star to the left of a yellow ring', 'blurry', 'naïve façade 漢字 🙂']
DRAWN = ['a photo of a dress', 'a green star to the left of a yellow ring']
TEMPLATES = ['a photo of a {}', 'a picture of a {}', 'a {}']
README = """# Reference numbers of the starter pack

Computed by PyTorch in float32 with exactly the weights in `models/starter` (written by `tools/starter-pack/fixtures.py`).
Tensors are `{ "shape": [...], "data": [flat, row-major] }`. Agreement to 1e-4 is expected (latents and embeddings; probabilities
too), images to one grey level.

- `tokenizer.json`: `cases` of `text` and `ids` (start and end token included, no padding).
- `text-encoder.json`: `input_ids` [2,24] (padded with the end token), `last_hidden_state`, `pooler_output`.
- `unet.json`: `sample`, `timestep`, `encoder_hidden_states`, `out_sample`.
- `vae-decoder.json`: `latent_sample`, `sample`. `vae-encoder.json`: `image` (a PNG of the repository), `sample` (its pixels), `latent_parameters`.
- `drawing.json`: `prompts`, `negative`, `guidance`, `steps`, `seed`, `noise` (torch.randn with a generator of that seed, one image
  each from seed, seed + 1), the final `latents`, and `drawing-0.png`, `drawing-1.png`.
- `clip.json`: `images` (PNGs of the repository), `image_embeds` [n,128]; `pixel_values` and `patch_embeds` of the first (embeddings as
  the graph gives them, not normalised); `texts`, their `input_ids` [m,77] and `text_embeds`; `logit_scale` (already exponentiated), and `zero_shot`: `classes`, `templates` (`{}` is the
  class), the class `weights` (mean of the normalised embeddings, normalised) and `probabilities` [images, classes].
"""


def tensor(t):
    t = t.detach()
    return {'shape': list(t.shape), 'data': [float(f'{v:.8g}') if t.is_floating_point() else int(v) for v in t.flatten().tolist()]}


def write(name, content):
    with open(os.path.join(TARGET, name), 'w') as file:
        json.dump(content, file, ensure_ascii=False)
        file.write('\n')


def preprocess(name):
    """Pillow's bicubic to 64x64 (all committed images are square), -1..1."""
    image = Image.open(os.path.join(REPOSITORY, name)).convert('RGB').resize((64, 64), Image.BICUBIC)
    return torch.from_numpy(np.array(image)).permute(2, 0, 1).float()[None] / 255 * 2 - 1


def tokens(tokenizer):
    cases = [{'text': p, 'ids': tokenizer.encode(p, 77)[:tokenizer.encode(p, 77).index(tokenizer.end) + 1]} for p in PROMPTS]
    write('tokenizer.json', {'cases': cases})


def diffusion(found, tokenizer):
    ids = torch.tensor([tokenizer.encode(p, 24) for p in DRAWN])
    hidden, pooled = found['text_encoder'](ids)
    write('text-encoder.json', {'prompts': DRAWN, 'input_ids': tensor(ids), 'last_hidden_state': tensor(hidden), 'pooler_output': tensor(pooled)})
    noise = torch.randn(2, 4, 16, 16, generator=torch.Generator().manual_seed(0))
    step = torch.tensor([499])
    write('unet.json', {'sample': tensor(noise), 'timestep': tensor(step), 'encoder_hidden_states': tensor(hidden),
                        'out_sample': tensor(found['unet'](noise, step, hidden))})
    write('vae-decoder.json', {'latent_sample': tensor(noise[:1]), 'sample': tensor(found['vae_decoder'](noise[:1]))})
    image = 'examples/inspection/data/holdout/crack/0001.png'
    write('vae-encoder.json', {'image': image, 'sample': tensor(preprocess(image)), 'latent_parameters': tensor(found['vae_encoder'](preprocess(image)))})
    seed, guidance, steps = 42, 3., 20
    noise = torch.cat([torch.randn(1, 4, 16, 16, generator=torch.Generator().manual_seed(seed + i)) for i in range(2)])
    empty = found['text_encoder'](torch.tensor([tokenizer.encode('', 24)]))[0]
    latents = ddim(found['unet'], hidden, empty, noise, guidance, steps)
    for i, picture in enumerate(training.pixels(found['vae_decoder'](latents))):
        Image.fromarray(picture).save(os.path.join(TARGET, f'drawing-{i}.png'))
    write('drawing.json', {'prompts': DRAWN, 'negative': '', 'guidance': guidance, 'steps': steps, 'seed': seed, 'noise': tensor(noise),
                           'latents': tensor(latents)})


def committed_images():
    """One image of every class folder of both examples."""
    folders = [os.path.join('examples', 'fashion', 'data', 'holdout', f) for f in FOLDERS]
    folders += [os.path.join('examples', 'inspection', 'data', 'holdout', d) for d in surfaces.DEFECTS]
    return [os.path.join(f, sorted(os.listdir(os.path.join(REPOSITORY, f)))[0]) for f in folders]


def clip(found, tokenizer):
    model, images = found['clip'], committed_images()
    texts = TextEmbeds(model)
    ids = lambda prompts: torch.tensor([tokenizer.encode(p, 77) for p in prompts])
    encode = lambda prompts: texts(ids(prompts))
    embeds, patches = ImageEmbeds(model)(torch.cat([preprocess(i) for i in images]))
    prompts = [p for p in PROMPTS if p]
    scale = model.logit_scale.clamp(max=4.6).exp()
    weights = torch.stack([F.normalize(encode([t.format(c) for c in garments.CLASSES]), dim=-1) for t in TEMPLATES]).mean(0)
    weights = F.normalize(weights, dim=-1)
    answers = (scale * F.normalize(embeds, dim=-1) @ weights.T).softmax(-1)
    write('clip.json', {'images': images, 'image_embeds': tensor(embeds), 'pixel_values': tensor(preprocess(images[0])),
                        'patch_embeds': tensor(patches[:1]), 'texts': prompts, 'input_ids': tensor(ids(prompts)), 'text_embeds': tensor(encode(prompts)), 'logit_scale': float(scale),
                        'zero_shot': {'classes': garments.CLASSES, 'templates': TEMPLATES, 'weights': tensor(weights),
                                      'probabilities': tensor(answers)}})


if __name__ == '__main__':
    torch.set_num_threads(1)
    os.makedirs(TARGET, exist_ok=True)
    with open(os.path.join(TARGET, 'README.md'), 'w') as file:
        file.write(README)
    tokenizer = Tokenizer(path('tokenizer'))
    with torch.no_grad():
        found = modules(*sys.argv[1:2])
        tokens(tokenizer)
        diffusion(found, tokenizer)
        clip(found, tokenizer)
