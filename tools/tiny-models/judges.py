"""Writes the judges of test/fixtures/models, and what torch embeds with them: python3 tools/tiny-models/judges.py [name …]"""
import copy
import json
import os
import shutil
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from PIL import Image

import graphs
import quantized
import vocabulary
from blocks import stir
from make import TARGET
from text import Layer, TextTransformer
from vision import ClipVision, SiglipVision

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
TEXT, PICTURES = os.path.join(ROOT, 'test', 'fixtures', 'text'), os.path.join(ROOT, 'test', 'fixtures')
FILES = ['models/images/large.png', 'models/images/wide.png', 'images/files/plain.png', 'images/files/alpha.png']
TEXTS = ['a photo of the red fox', 'Blue  bird, on GRASS!', '', 'blurry ' * 20]
SIDE, PATCH, WIDTH, JOINT = 32, 8, 16, 12
SCALE, BIAS = 4.2, -6.5  # logarithm of the scale
MEAN, STD = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]
ROWS = lambda *names: {name: {0: 'batch_size'} for name in names}


class ClipText(nn.Module):
    def __init__(self, size, width=WIDTH):
        super().__init__()
        self.tower = TextTransformer(size, width, projection=JOINT)

    def forward(self, ids):
        return self.tower(ids)[3]


class ClipBoth(nn.Module):
    """transformers, `CLIPModel`; the mask hides padding, which cannot change what stands at the first end."""
    def __init__(self, text, vision, bias=None):
        super().__init__()
        self.text, self.vision, self.bias = text, vision, bias

    def forward(self, input_ids, pixel_values, attention_mask=None):
        ids = input_ids if attention_mask is None else torch.where(attention_mask > 0, input_ids, torch.full_like(input_ids, END))
        text, image = (F.normalize(part(x), dim=-1) for part, x in ((self.text, ids), (self.vision, pixel_values)))
        logits = image @ text.t() * float(np.exp(SCALE)) + (self.bias or 0)
        return logits, logits.t(), text, image


class SiglipText(nn.Module):
    """transformers, `SiglipTextModel`: every token sees every other, padding too; the last one is projected."""
    def __init__(self, size):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(size, WIDTH), nn.Embedding(64, WIDTH)
        self.layers = nn.ModuleList(Layer(WIDTH, 2, 'gelu_tanh') for _ in range(2))
        self.norm, self.head = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, WIDTH)

    def forward(self, ids):
        x = self.tokens(ids) + self.positions.weight[:ids.shape[1]]
        for layer in self.layers:
            x = layer(x, 0.)
        last = self.norm(x)
        return last, self.head(last[:, -1])


class Pooled(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module

    def forward(self, x):
        return self.module(x)[1]


def write_json(folder, name, value):
    path = os.path.join(TARGET, folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        json.dump(value, file, indent=1)
        file.write('\n')


def save(folder, file, module, arguments, inputs, outputs, change=lambda model: model, axes=None):
    model = graphs.export(module, arguments, inputs, outputs, axes or ROWS(*inputs, *outputs))
    graphs.save(change(model), os.path.join(TARGET, folder, file))


# Pictures as Pillow resizes them. transformers crops at floor((n - m) / 2), torchvision at the even neighbour of its half.

def shortest(image, edge, crop_at):
    width, height = image.size
    long = int(edge * max(width, height) / min(width, height))
    resized = image.resize((edge, long) if width <= height else (long, edge), Image.BICUBIC)
    left, top = (crop_at((side - edge) / 2) for side in resized.size)
    return np.asarray(resized)[top:top + edge, left:left + edge]


PREPARE = {'clip': lambda image: shortest(image, SIDE, lambda x: int(np.floor(x))), 'open_clip': lambda image: shortest(image, SIDE, lambda x: int(round(x))),
           'bicubic': lambda image: np.asarray(image.resize((SIDE, SIDE), Image.BICUBIC)),
           'bilinear': lambda image: np.asarray(image.resize((SIDE, SIDE), Image.BILINEAR))}


def pixels(prepare, mean=MEAN, std=STD):
    def one(file):
        levels = PREPARE[prepare](Image.open(os.path.join(PICTURES, file)).convert('RGB')).astype(np.float32)
        return ((levels / np.float32(255) - np.float32(mean)) / np.float32(std)).transpose(2, 0, 1)
    return torch.from_numpy(np.stack([one(file) for file in FILES]))


@torch.no_grad()
def golden(folder, family, texts, ids, text, vision, images, **more):
    """Embeddings of length 1."""
    rows = lambda x: [[round(value, 7) for value in row] for row in F.normalize(x, dim=-1).tolist()]
    write_json(folder, 'golden/embeddings.json', {
        'source': f'torch {torch.__version__}, Pillow {Image.__version__}: tools/tiny-models/judges.py', 'family': family, **more,
        'texts': [{'text': one, 'embedding': row} for one, row in zip(texts, rows(text(ids)))],
        'images': [{'file': file, 'embedding': row} for file, row in zip(FILES, rows(vision(images)))]})


def clip_ids():
    tokenizer = clip_tokenizer()
    return torch.tensor([tokenizer.encode(text, 77) for text in TEXTS])


def clip_tokenizer():
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        vocabulary.write(folder, 'end')
        return vocabulary.Tokenizer(folder)


END = clip_tokenizer().end


def clip_towers(seed, width=WIDTH, patch=PATCH):
    torch.manual_seed(seed)
    return stir(ClipText(vocabulary.size(), width)), stir(ClipVision(SIDE, patch, width, JOINT))


def clip_files(folder, **config):
    vocabulary.write(os.path.join(TARGET, folder), 'end')
    write_json(folder, 'config.json', {'model_type': 'clip', 'projection_dim': JOINT, 'logit_scale_init_value': 2.6592, **config})
    write_json(folder, 'preprocessor_config.json', {
        'crop_size': {'height': SIDE, 'width': SIDE}, 'do_center_crop': True, 'do_convert_rgb': True, 'do_normalize': True, 'do_rescale': True,
        'do_resize': True, 'image_mean': MEAN, 'image_std': STD, 'image_processor_type': 'CLIPImageProcessor', 'resample': 3,
        'rescale_factor': 1 / 255, 'size': {'shortest_edge': SIDE}})


def clip_joint(folder):
    """Optimum: one graph in the root that wants a mask; the trained scale is in the graph alone."""
    text, vision = clip_towers(1)
    axes = {'input_ids': {0: 'text_batch_size', 1: 'sequence_length'}, 'attention_mask': {0: 'text_batch_size', 1: 'sequence_length'},
            'pixel_values': {0: 'image_batch_size'}, 'logits_per_image': {0: 'image_batch_size', 1: 'text_batch_size'},
            'logits_per_text': {0: 'text_batch_size', 1: 'image_batch_size'}, 'text_embeds': {0: 'text_batch_size'}, 'image_embeds': {0: 'image_batch_size'}}
    ids = clip_ids()
    save(folder, 'model.onnx', ClipBoth(text, vision), (ids, pixels('clip')[:2], torch.ones_like(ids)),
         ['input_ids', 'pixel_values', 'attention_mask'], ['logits_per_image', 'logits_per_text', 'text_embeds', 'image_embeds'], axes=axes)
    clip_files(folder)
    golden(folder, 'CLIP', TEXTS, ids, text, vision, pixels('clip'), scale=float(np.exp(SCALE)))


def clip_split(folder, suffix='', change=lambda model: model, reference=lambda module: module, sizes=(2,), **more):
    """transformers.js: two graphs in `onnx/`."""
    text, vision = (reference(tower) if change is graphs.halve else tower for tower in clip_towers(*sizes))
    ids, images = clip_ids(), pixels('clip')
    axes = {'input_ids': {0: 'batch_size', 1: 'sequence_length'}, **ROWS('text_embeds')}
    save(folder, f'onnx/text_model{suffix}.onnx', text, (ids,), ['input_ids'], ['text_embeds'], change, axes)
    save(folder, f'onnx/vision_model{suffix}.onnx', vision, (images,), ['pixel_values'], ['image_embeds'], change)
    clip_files(folder, logit_scale=SCALE)
    golden(folder, 'CLIP', TEXTS, ids, *(reference(copy.deepcopy(tower)) for tower in (text, vision)), images, scale=float(np.exp(SCALE)), **more)


def clip_fp16(folder):
    clip_split(folder, '_fp16', graphs.halve, graphs.rounded, (3,), precision='fp16', tolerance=5e-3)


def clip_quantized(folder):
    clip_split(folder, '_quantized', quantized.quantize, quantized.quantized, (4, 32, 4), precision='int8', tolerance=5e-3)


def openclip(folder):
    """immich: OpenCLIP's halves in folders of their own, under free names; int32 tokens, padded with 0."""
    text, vision = clip_towers(5)
    tokenizer = clip_tokenizer()
    mark = tokenizer.vocabulary['!</w>']  # what pads is found as a whole in a text: 0 as well
    ids = torch.tensor([[0 if i > row.index(tokenizer.end) or token == mark else token for i, token in enumerate(row)] for row in clip_ids().tolist()])
    images = pixels('open_clip')
    save(folder, 'textual/model.onnx', text, (ids.to(torch.int32),), ['text'], ['x.1742'], axes=ROWS('text', 'x.1742'))
    save(folder, 'visual/model.onnx', vision, (images,), ['x.1'], ['output'], axes=ROWS('x.1', 'output'))
    write_json(folder, 'config.json', {
        'embed_dim': JOINT, 'vision_cfg': {'image_size': SIDE, 'layers': 2, 'width': WIDTH, 'patch_size': PATCH},
        'text_cfg': {'context_length': 77, 'vocab_size': vocabulary.size(), 'width': WIDTH, 'heads': 2, 'layers': 2}})
    write_json(folder, 'visual/preprocess_cfg.json', {'size': [SIDE, SIDE], 'mode': 'RGB', 'mean': MEAN, 'std': STD, 'interpolation': 'bicubic',
                                                      'resize_mode': 'shortest', 'fill_color': 0})
    vocabulary.write(os.path.join(TARGET, folder, 'textual'), '!')
    golden(folder, 'OpenCLIP', TEXTS, ids, text, vision, images, scale=100)


@torch.no_grad()
def siglip_towers(seed, size):
    torch.manual_seed(seed)
    text, vision = stir(SiglipText(size)), stir(SiglipVision(SIDE, PATCH, WIDTH))
    for layer in text.layers:
        layer.attention.query.weight.mul_(6)  # else what is averaged over 64 tokens is much the same for all texts
    return text, vision


def siglip_pictures(folder, resample):
    write_json(folder, 'preprocessor_config.json', {
        'do_convert_rgb': None, 'do_normalize': True, 'do_rescale': True, 'do_resize': True, 'image_mean': [.5] * 3, 'image_std': [.5] * 3,
        'image_processor_type': 'SiglipImageProcessor', 'resample': resample, 'rescale_factor': 1 / 255, 'size': {'height': SIDE, 'width': SIDE}})


def recorded_ids(form, texts, end, padding):
    """As the libraries tokenize them: test/fixtures/record/sentences.py."""
    with open(os.path.join(TEXT, 'sentences.json')) as file:
        known = {case['text']: case['ids'] for case in json.load(file)['cases'][form]}
    rows = [[*known[text], end] for text in texts]
    return torch.tensor([row + [padding] * (64 - len(row)) for row in rows])


def siglip(folder):
    """transformers.js: two graphs with pooled outputs, and the joint one, which alone knows scale and bias."""
    texts = ['a photo of a t-shirt', 'A  Photo\tof\n a T-SHIRT ', 'wow! great!!', '', 'a [mask] b']
    text, vision = siglip_towers(6, 200)
    ids, images = recorded_ids('siglip', texts, 1, 1), pixels('bicubic', [.5] * 3, [.5] * 3)
    axes = {'input_ids': {0: 'batch_size', 1: 'sequence_length'}, **ROWS('pixel_values', 'last_hidden_state', 'pooler_output')}
    save(folder, 'onnx/text_model.onnx', text, (ids,), ['input_ids'], ['last_hidden_state', 'pooler_output'], axes=axes)
    save(folder, 'onnx/vision_model.onnx', vision, (images,), ['pixel_values'], ['last_hidden_state', 'pooler_output'], axes=axes)
    both = ClipBoth(Pooled(text), Pooled(vision), BIAS)
    outputs = ['logits_per_image', 'logits_per_text', 'text_embeds', 'image_embeds']
    save(folder, 'onnx/model.onnx', both, (ids, images[:2]), ['input_ids', 'pixel_values'], outputs,
         axes={'input_ids': {0: 'texts', 1: 'sequence_length'}, 'pixel_values': {0: 'images'}, 'text_embeds': {0: 'texts'}, 'image_embeds': {0: 'images'},
               'logits_per_image': {0: 'images', 1: 'texts'}, 'logits_per_text': {0: 'texts', 1: 'images'}})
    for name in ['spiece.model', 'special_tokens_map.json', 'tokenizer_config.json']:
        shutil.copy(os.path.join(TEXT, 'siglip', name), os.path.join(TARGET, folder, name))
    write_json(folder, 'config.json', {'model_type': 'siglip', 'text_config': {'model_type': 'siglip_text_model', 'hidden_size': WIDTH},
                                       'vision_config': {'image_size': SIDE, 'model_type': 'siglip_vision_model'}})
    siglip_pictures(folder, 3)
    golden(folder, 'SigLIP', texts, ids, Pooled(text), Pooled(vision), images, scale=float(np.exp(SCALE)))


def siglip2(folder):
    """SigLIP 2 of one size: the type of SigLIP, Gemma's kind of tokenizer, lower case, padded with 0, bilinear; one joint graph of fixed length."""
    texts = ['a photo of a t-shirt', 'hello_world foo-bar (x:1.3) [y]', 'wow! great!!', 'a [mask] b', '   three   spaces   ']
    text, vision = siglip_towers(7, 640)
    ids, images = recorded_ids('pairs-whole', texts, 1, 0), pixels('bilinear', [.5] * 3, [.5] * 3)
    save(folder, 'onnx/model.onnx', ClipBoth(Pooled(text), Pooled(vision), BIAS), (ids[:1], images[:1]), ['input_ids', 'pixel_values'],
         ['logits_per_image', 'logits_per_text', 'text_embeds', 'image_embeds'],
         axes={'input_ids': {0: 'texts'}, 'pixel_values': {0: 'images'}, 'text_embeds': {0: 'texts'}, 'image_embeds': {0: 'images'},
               'logits_per_image': {0: 'images', 1: 'texts'}, 'logits_per_text': {0: 'texts', 1: 'images'}})
    shutil.copy(os.path.join(TEXT, 'pairs-whole', 'tokenizer.json'), os.path.join(TARGET, folder, 'tokenizer.json'))
    write_json(folder, 'tokenizer_config.json', {'add_bos_token': False, 'add_eos_token': True, 'bos_token': '<bos>', 'eos_token': '<eos>',
                                                 'pad_token': '<pad>', 'unk_token': '<unk>', 'model_max_length': 64, 'tokenizer_class': 'GemmaTokenizer'})
    write_json(folder, 'config.json', {'model_type': 'siglip', 'text_config': {'model_type': 'siglip_text_model', 'hidden_size': WIDTH, 'vocab_size': 640},
                                       'vision_config': {'image_size': SIDE, 'model_type': 'siglip_vision_model'}})
    siglip_pictures(folder, 2)
    golden(folder, 'SigLIP 2', texts, ids, Pooled(text), Pooled(vision), images, scale=float(np.exp(SCALE)))


JUDGES = {'clip-joint': clip_joint, 'clip-split': clip_split, 'clip-fp16': clip_fp16, 'clip-quantized': clip_quantized, 'openclip': openclip,
          'siglip': siglip, 'siglip2': siglip2}

if __name__ == '__main__':
    torch.set_num_threads(1)
    for name in sys.argv[1:] or JUDGES:
        shutil.rmtree(os.path.join(TARGET, name), ignore_errors=True)
        JUDGES[name](name)
        size = sum(os.path.getsize(os.path.join(at, file)) for at, _, files in os.walk(os.path.join(TARGET, name)) for file in files)
        print(f'{name}: {size / 1000:.0f} kB')
