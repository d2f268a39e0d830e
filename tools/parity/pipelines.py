"""Writes test/fixtures/models/<name>/golden and SHA256SUMS: pictures of the tiny painters, drawn by a
second implementation of the loop.

The networks are the torch modules that tools/tiny-models exports (equal seeds, equal weights); tokens, guidance, samplers and
what is done to first images and masks are computed here. Run it from the repository's root after tools/tiny-models/make.py:
python3 tools/parity/pipelines.py [name …]. Needs torch, numpy and Pillow.

Random numbers are drawn in the order of diffusers (58eb52c, 2026-08), from one CPU generator an image:
- image-to-image (pipeline_stable_diffusion_img2img.py, prepare_latents; the same in SDXL): the posterior sample of the first
  image, then the noise, then what the sampler draws.
- inpainting (pipeline_stable_diffusion_inpaint.py, __call__ and prepare_latents, then prepare_mask_latents; the same in SDXL):
  the posterior sample of the first image (left out by a nine-channel network at strength 1, which does not need it), then
  the noise, then the posterior sample of the masked image (a four-channel network draws it too and does not use it), then what
  the sampler draws.
"""
import hashlib
import json
import math
import os
import sys

import numpy as np
import torch
from PIL import Image

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
sys.path.insert(0, os.path.join(ROOT, 'tools', 'tiny-models'))
from families import FAMILIES, PIXELS, modules  # noqa: E402
from vocabulary import Tokenizer  # noqa: E402
from samplers import CLASSES, SAMPLERS  # noqa: E402
from tokenizer import PATTERN  # noqa: E402

MODELS = os.path.join(ROOT, 'test', 'fixtures', 'models')
EVERY = 8  # Of the decoder's rows and columns each how-manyth is kept as numbers.
LENGTH = 77
FOX, BIRD, BLURRY = 'a photo of the red fox', 'a blue bird on grass', 'blurry'
TWO = [[[FOX, 1]], [[BIRD, 1]]]
WEIGHTED = [[['a photo of the ', 1], ['red', 1.5], [' fox on ', 1], ['grass', .4]]]


class Painter:
    def __init__(self, name):
        self.family, self.parts = FAMILIES[name], modules(name)
        folder = os.path.join(MODELS, name)
        self.tokenizers = [(Tokenizer(os.path.join(folder, 'tokenizer')), self.family.pad)]
        if self.family.text2:
            self.tokenizers.append((Tokenizer(os.path.join(folder, 'tokenizer_2')), '!'))

    def run(self, part, *values, **named):
        """What half precision does at the borders of a graph: between them sums are exact enough."""
        if part not in self.family.half:
            return self.parts[part](*values, **named)
        return halved(self.parts[part](*map(halved, values), **{name: halved(value) for name, value in named.items()}))

    def encode(self, sections, emphasis):
        """(hidden [1,77 * sections,features], pooled or None) of sections of runs [text, weight], none of them too long.

        The pooled part is of the first section, as in ComfyUI and A1111, and not weighted.
        """
        read = [[self.encode_section(i, runs, emphasis) for runs in sections] for i in range(len(self.tokenizers))]
        hidden = torch.cat([torch.cat([hidden for hidden, _ in encoder], 1) for encoder in read], -1)
        return hidden, read[1][0][1] if self.family.text2 else None

    def encode_section(self, encoder, runs, emphasis):
        row, weights = ids(runs, *self.tokenizers[encoder])
        hidden, embeds = self.read_row(encoder, row)
        if torch.all(weights == 1) or emphasis == 'none':
            return hidden, embeds
        if emphasis == 'comfy':
            empty, _ = self.read_row(encoder, ids([], *self.tokenizers[encoder])[0])
            return (hidden - empty) * weights + empty, embeds
        factor = hidden.mean() / (hidden * weights).mean() if emphasis == 'a1111' else 1
        return hidden * weights * factor, embeds

    def read_row(self, encoder, row):
        """Two encoders are read at their layers before the last, one at its last, normalised."""
        states, last, _, embeds = self.run(['text_encoder', 'text_encoder_2'][encoder], row)
        return states[-2] if self.family.text2 else last, embeds

    def encode_pair(self, negative, prompt, emphasis):
        """Both of one length: empty sections follow the shorter. An empty negative is zeros throughout where the model says so."""
        longest = max(len(negative), len(prompt))
        rows = [self.encode(one + [[]] * (longest - len(one)), emphasis) for one in (negative, prompt)]
        if self.family.text2 and is_empty(negative):  # force_zeros_for_empty_prompt
            rows[0] = tuple(map(torch.zeros_like, rows[0]))
        return rows

    def encode_image(self, image, randn):
        """Scaled latents of an image [1,3,H,W] in -1..1."""
        mean, spread = self.run('vae_encoder', image).chunk(2, 1)
        if self.family.encoder == 'parameters':
            mean = mean + torch.exp(.5 * spread.clamp(-30, 20)) * randn()
        return mean * self.family.scaling  # The old export's own samples hardly differ from the mean (autoencoder.py).

    def decode(self, latents):
        return self.run('vae_decoder', latents / self.family.scaling)


def halved(value):
    if isinstance(value, (list, tuple)):
        return type(value)(map(halved, value))
    return value.half().float() if value.is_floating_point() else value


def ids(runs, tokenizer, pad):
    """([1,77], weights [77,1]) of runs [text, weight]."""
    found = [(token, weight) for text, weight in runs for token in tokens(text, tokenizer, pad)]
    filler = tokenizer.vocabulary['!'] if pad == '!' else tokenizer.end
    row = [tokenizer.start, *(token for token, _ in found), tokenizer.end]
    weights = [1, *(weight for _, weight in found)]
    return (torch.tensor([row + [filler] * (LENGTH - len(row))]),
            torch.tensor(weights + [1] * (LENGTH - len(weights)), dtype=torch.float32)[:, None])


def tokens(text, tokenizer, pad):
    """Where `!` pads, it is a special token wherever it stands."""
    found = []
    for i, piece in enumerate(text.lower().split('!') if pad == '!' else [text.lower()]):
        found += [tokenizer.vocabulary['!']] if i else []
        found += [token for word in PATTERN.findall(piece) for token in tokenizer.word(word)]
    return found


def sections(case, side):
    """Of the prompt or the negative, as `reading` has them."""
    if f'{side}Sections' in case:
        return case[f'{side}Sections']
    return [[[case[side], 1]]]


def is_empty(sections):
    return not any(text.strip() for runs in sections for text, _ in runs)


def guidance_features(guidance, width):
    """LCM's `timestep_cond` (pipeline_latent_consistency_text2img.py, get_guidance_scale_embedding)."""
    half = width // 2
    rates = torch.exp(torch.arange(half, dtype=torch.float32) * -(math.log(10000) / (half - 1)))
    angles = torch.tensor([(guidance - 1) * 1000.])[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], 1)


@torch.no_grad()
def draw(painter, case):
    """(latents [1,4,h,w], the decoder's output [1,3,H,W])"""
    settings, family = case['settings'], painter.family
    height, width = settings['height'], settings['width']
    generator = torch.Generator().manual_seed(case['seed'])
    randn = lambda: torch.randn(1, 4, height // PIXELS, width // PIXELS, generator=generator)
    sampler = SAMPLERS[settings['scheduler']](family.scheduler, settings['steps'])
    predict = predictor(painter, case)
    x, start, extra, keep = begin(painter, case, sampler, randn)
    for i in range(start, len(sampler.timesteps)):
        prediction = predict(x * sampler.scale(i), sampler.timesteps[i], extra)
        x, clean = sampler.step(i, prediction, x, randn)
        x = keep(x, i)
    return x, painter.decode(x)


def predictor(painter, case):
    settings, unet = case['settings'], painter.family.unet
    guidance = settings['guidance']
    is_guided = guidance > 1 and not unet.get('guidance')
    prompt, negative, emphasis = sections(case, 'prompt'), sections(case, 'negative'), case['emphasis']
    rows = painter.encode_pair(negative, prompt, emphasis) if is_guided else [painter.encode(prompt, emphasis)]
    named, hidden = {}, torch.cat([hidden for hidden, _ in rows])
    if unet.get('pooled'):
        height, width = settings['height'], settings['width']
        named = {'text_embeds': torch.cat([pooled for _, pooled in rows]),
                 'time_ids': torch.tensor([[height, width, 0, 0, height, width]] * len(rows), dtype=torch.float32)}
    if unet.get('guidance'):
        named = {'timestep_cond': guidance_features(guidance, unet['guidance'])}

    def predict(x, t, extra):
        sample = torch.cat([torch.cat([x, *extra], 1)] * len(rows))
        out = painter.run('unet', sample, torch.tensor(float(t)), hidden, **named)
        return guided(*out.chunk(2), guidance, settings.get('rescale', 0)) if is_guided else out
    return predict


def guided(without, wanted, guidance, rescale):
    """Rescaling: Lin et al. 2024, formulas 15 and 16; deviations are of samples (n - 1), as torch's."""
    mixed = without + guidance * (wanted - without)
    back = mixed * (wanted.std((1, 2, 3), keepdim=True) / mixed.std((1, 2, 3), keepdim=True))
    return rescale * back + (1 - rescale) * mixed if rescale else mixed


def begin(painter, case, sampler, randn):
    """(latents, the first step's index, what is put beside the latents, what is done after each step)"""
    settings, nothing = case['settings'], lambda x, i: x
    if 'init' not in case:
        return randn() * sampler.initial, 0, [], nothing
    strength = settings['strength']
    start = settings['steps'] - min(int(settings['steps'] * strength), settings['steps'])
    image = picture(case['init'], settings).permute(2, 0, 1)[None] * 2 - 1
    if 'mask' not in case:
        latents = painter.encode_image(image, randn)
        return sampler.noised(start, latents, randn()), start, [], nothing
    nine = painter.family.unet.get('channels') == 9
    latents = None if nine and strength == 1 else painter.encode_image(image, randn)
    noise = randn()
    mask = (picture(case['mask'], settings)[None, None, :, :, 0] >= .5).float()
    masked = painter.encode_image(image * (mask < .5), randn)
    small = torch.nn.functional.interpolate(mask, scale_factor=1 / PIXELS)  # nearest
    x = noise * sampler.initial if strength == 1 else sampler.noised(start, latents, noise)
    if nine:
        return x, start, [small, masked], nothing

    def keep(x, i):
        kept = sampler.noised(i + 1, latents, noise) if i + 1 < len(sampler.timesteps) else latents
        return (1 - small) * kept + small * x
    return x, start, [], keep


def picture(name, settings):
    """[H,W,3] in 0..1 of the drawing's size; a path from a golden folder."""
    image = Image.open(os.path.join(MODELS, 'sd15', 'golden', name)).convert('RGB')
    fitted = image.resize((settings['width'], settings['height']), Image.Resampling.LANCZOS)
    return torch.from_numpy(np.asarray(fitted).astype(np.float32) / 255)


def levels(planes):
    return ((planes[0] / 2 + .5).clamp(0, 1) * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()


def case(name, prompt=FOX, negative='', seed=0, size=(64, 64), emphasis='none', **settings):
    """`sections` are the prompt's, in its place."""
    parts = {'promptSections': settings.pop('sections')} if 'sections' in settings else {}
    images = {key: f'../../images/{settings.pop(key)}.png' for key in ('init', 'mask') if key in settings}
    width, height = size
    return {'name': name, 'prompt': prompt, 'negative': negative, 'emphasis': emphasis, **parts, 'seed': seed, **images,
            'settings': {'steps': 4, 'guidance': 1, **settings, 'width': width, 'height': height}}


def usual(guidance=7.5, **more):
    return [case('guided', guidance=guidance, negative=BLURRY, seed=7, **more), case('unguided', BIRD, seed=8)]


CASES = {
    'sd15': [*usual(), case('wide', BIRD, guidance=5, steps=5, size=(96, 64), seed=3),
             case('two sections', sections=TWO, guidance=5, negative=BLURRY, seed=7),
             case('weighted', sections=WEIGHTED, emphasis='a1111', guidance=5, negative=BLURRY, seed=7),
             case('high', guidance=5, steps=2, size=(48, 80), seed=4), case('long seed', guidance=3, seed=4294967295),
             case('init', BIRD, BLURRY, guidance=4, steps=6, seed=5, init='init', strength=.5),
             case('masked', BIRD, guidance=4, steps=5, seed=5, init='init', mask='mask', strength=.8)],
    'sd15-legacy': [*usual()[:1], case('init', BIRD, scheduler='ddim', guidance=4, steps=5, seed=5, init='init', strength=.6)],
    'sd15-fp16': usual(4),
    'sd2-v': [*usual(), case('exclaimed', 'a red fox! on grass!', '!', guidance=5, seed=9),
              case('rescaled', guidance=9, negative=BLURRY, rescale=.7, seed=7),
              case('init', BIRD, BLURRY, guidance=4, steps=5, seed=5, init='init', strength=.6),
              case('init, wholly redrawn', BIRD, guidance=4, seed=5, init='init', strength=1),
              case('larger init', guidance=4, seed=6, init='large', strength=.75),
             case('wide init', guidance=4, steps=6, size=(96, 64), seed=6, init='wide', strength=.5),
              case('masked', BIRD, guidance=4, steps=5, seed=5, init='init', mask='mask', strength=.8),
              case('masked, wholly redrawn', BIRD, guidance=4, seed=5, init='init', mask='mask', strength=1)],
    'sd-turbo': [case('one step', guidance=0, steps=1, seed=2), case('two steps', BIRD, guidance=0, steps=2, seed=2),
                 case('four steps, guided', BIRD, BLURRY, guidance=2, seed=2)],
    'sdxl': [case('no negative', guidance=5, seed=7), case('negative', guidance=5, negative=BLURRY, seed=7), case('unguided', BIRD, seed=8),
             case('high', BIRD, guidance=5, steps=3, size=(48, 80), seed=3),
             case('two sections', sections=TWO, guidance=5, negative=BLURRY, seed=7),
             case('two sections, no negative', sections=TWO, guidance=5, seed=7),
             case('weighted', sections=WEIGHTED, emphasis='comfy', guidance=5, negative=BLURRY, seed=7),
             case('rescaled', guidance=9, negative=BLURRY, rescale=.7, seed=7),
             case('init', BIRD, BLURRY, guidance=4, steps=5, seed=5, init='init', strength=.6),
             case('masked', BIRD, guidance=4, steps=5, seed=5, init='init', mask='mask', strength=.8),
             case('masked, wholly redrawn', BIRD, guidance=4, seed=5, init='init', mask='mask', strength=1),
             case('masked, ancestral', BIRD, guidance=4, seed=5, init='init', mask='mask', strength=.75, scheduler='euler-a')],
    'sdxl-turbo': [case('one step', guidance=0, steps=1, seed=2), case('four steps', BIRD, guidance=0, steps=4, seed=2)],
    'lcm': [case('four steps', guidance=8.5, seed=2), case('less guidance', guidance=1.5, seed=2),
            case('one step', BIRD, guidance=8.5, steps=1, seed=3)],
    'inpaint': [case('masked', BIRD, BLURRY, guidance=5, seed=5, init='init', mask='mask', strength=1),
                case('masked, partly redrawn', BIRD, guidance=5, steps=5, seed=5, init='init', mask='mask', strength=.6)],
    'fixed-batch': usual(),
    'flat': usual()[:1],
}
LOOSE = {'sd15-fp16': 2, 'sd-turbo': 2}  # levels; half precision is rounded where a runtime likes


def write(name):
    painter, folder = Painter(name), os.path.join(MODELS, name, 'golden')
    os.makedirs(folder, exist_ok=True)
    for old in os.listdir(folder):
        os.remove(os.path.join(folder, old))
    listed = []
    for given in CASES[name]:
        given['settings'] = {'scheduler': CLASSES[painter.family.scheduler['_class_name']], **given['settings']}
        latents, planes = draw(painter, given)
        file = given['name'].replace(',', '').replace(' ', '-')
        Image.fromarray(levels(planes)).save(os.path.join(folder, f'{file}.png'), optimize=True)
        kept = torch.cat([latents.flatten(), planes[0, :, ::EVERY, ::EVERY].flatten()])
        kept.numpy().astype('<f4').tofile(os.path.join(folder, f'{file}.f32'))
        listed.append({**written(given), 'image': f'{file}.png', 'numbers': f'{file}.f32', 'tolerance': LOOSE.get(name, 1)})
    with open(os.path.join(folder, 'cases.json'), 'w') as file:
        json.dump({'source': 'Made by tools/parity/pipelines.py.', 'every': EVERY, 'cases': listed}, file, indent=1)
        file.write('\n')


def written(case):
    """Sections as the engine is given them."""
    case = dict(case)
    parts = case.pop('promptSections', None)
    if parts is None:
        return case
    wording = [[{'text': text, 'weight': weight} for text, weight in runs] for runs in parts]
    return {**case, 'reading': {'wordings': [wording], 'steps': [0]}}


def write_images():
    """What drawings begin with, and a mask."""
    folder = os.path.join(MODELS, 'images')
    os.makedirs(folder, exist_ok=True)
    for name, (width, height) in {'init': (64, 64), 'wide': (96, 64), 'large': (100, 100)}.items():
        y, x = np.mgrid[:height, :width] / (height - 1)
        disc = ((x - .38) ** 2 + (y - .57) ** 2 < .08) * 120
        planes = [x * (height - 1) / (width - 1) * 160, y * 200, (1 - y) * 90 + 40]
        pixels = np.stack([np.clip(plane + disc * part, 0, 255) for plane, part in zip(planes, (1, -.6, .2))], -1)
        Image.fromarray(pixels.astype(np.uint8)).save(os.path.join(folder, f'{name}.png'), optimize=True)
    y, x = np.mgrid[:64, :64]
    white = ((x >= 20) & (y >= 11) & (y < 50)) | ((x - 12) ** 2 + (y - 50) ** 2 < 9 ** 2)
    Image.fromarray((white * 255).astype(np.uint8)).save(os.path.join(folder, 'mask.png'), optimize=True)


def write_sums():
    walks = [os.walk(os.path.join(MODELS, name)) for name in [*FAMILIES, 'cuda-fused', 'images']]
    files = sorted(os.path.relpath(os.path.join(at, file), MODELS) for walk in walks for at, _, names in walk for file in names)
    with open(os.path.join(MODELS, 'SHA256SUMS'), 'w') as sums:
        for name in files:
            with open(os.path.join(MODELS, name), 'rb') as file:
                sums.write(f'{hashlib.sha256(file.read()).hexdigest()}  {name}\n')


if __name__ == '__main__':
    torch.set_num_threads(1)
    write_images()
    for wanted in sys.argv[1:] or CASES:
        write(wanted)
        print(wanted)
    write_sums()
