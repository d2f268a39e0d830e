"""Writes test/fixtures/models: python3 tools/tiny-models/make.py [name …]. Goldens are written by tools/parity/pipelines.py."""
import os
import shutil
import sys

import torch

import autoencoder
import configs
import fused
import graphs
import text
from families import FAMILIES, SIDE, PIXELS, modules

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'fixtures', 'models')
BATCH, SEQUENCE = {0: 'batch_size'}, {0: 'batch_size', 1: 'sequence_length'}
PLANE, IMAGE = {0: 'batch_size', 2: 'height', 3: 'width'}, {0: 'batch_size', 2: 'image_height', 3: 'image_width'}
FIXED = {'sequence_length': 77, 'height': SIDE, 'width': SIDE, 'image_height': SIDE * PIXELS, 'image_width': SIDE * PIXELS}
FLAT = {'text_encoder': 'onnx/text_encoder_model.onnx', 'unet': 'onnx/unet_model.onnx', 'vae_decoder': 'onnx/vae_decoder_model.onnx'}


class Adapted(torch.nn.Module):
    """The U-Net with the family's inputs in the order of its graph."""
    def __init__(self, unet, inputs):
        super().__init__()
        self.unet, self.inputs = unet, inputs

    def forward(self, *values):
        given = dict(zip(self.inputs, values))
        return self.unet(given.pop('sample'), given.pop('timestep'), given.pop('encoder_hidden_states'), **given)


def write(name):
    family, found = FAMILIES[name], modules(name)
    folder = os.path.join(TARGET, name)
    _clear(folder)
    for part, module in found.items():
        model = WRITERS[part](family, module, 2)
        if part in family.batch:
            graphs.bake(model, {'batch_size': family.batch[part], 'steps': family.batch[part], **FIXED})
        if part in family.half:
            graphs.halve(model)
        file = FLAT[part] if family.layout == 'flat' else f'{part}/model.onnx'
        graphs.save(model, os.path.join(folder, file), family.external.get(part))
    configs.write(folder, family, list(found))


def _clear(folder):
    """Goldens stay."""
    for entry in os.listdir(folder) if os.path.isdir(folder) else []:
        if entry != 'golden':
            shutil.rmtree(os.path.join(folder, entry), ignore_errors=True)


def _text(family, tower, batch, dtype, wrapper):
    module = wrapper(tower)
    ids = torch.ones(batch, 77, dtype=dtype)
    axes = {'input_ids': SEQUENCE, 'pooler_output': BATCH, 'text_embeds': BATCH,
                                **{name: SEQUENCE for name in module.outputs() if 'hidden' in name}}
    return graphs.export(module, (ids,), ['input_ids'], module.outputs(), axes, family.opset)


def _text_encoder(family, tower, batch):
    return _text(family, tower, batch, family.ids, lambda tower: text.TextModel(tower, family.text2 is not None))


def _text_encoder_2(family, tower, batch):
    return _text(family, tower, batch, family.ids2, text.TextModelWithProjection)


def _unet(family, unet, batch):
    values = {'sample': torch.randn(batch, family.unet.get('channels', 4), SIDE, SIDE),
              'timestep': torch.full([1] * family.rank, 500, dtype=family.timestep),
              'encoder_hidden_states': torch.randn(batch, 77, family.context)}
    if family.unet.get('pooled'):
        values.update(text_embeds=torch.randn(batch, family.unet['pooled']), time_ids=torch.full((batch, 6), 64.))
    if family.unet.get('guidance'):
        values['timestep_cond'] = torch.randn(batch, family.unet['guidance'])
    axes = {'sample': PLANE, 'out_sample': PLANE, 'encoder_hidden_states': SEQUENCE, 'text_embeds': BATCH,
                                'time_ids': BATCH, 'timestep_cond': BATCH, **({'timestep': {0: 'steps'}} if family.rank else {})}
    return graphs.export(Adapted(unet, list(values)), tuple(values.values()), list(values), ['out_sample'], axes, family.opset)


def _decoder(family, decoder, batch):
    axes = {'latent_sample': PLANE, 'sample': IMAGE}
    return graphs.export(decoder, (torch.randn(batch, 4, SIDE, SIDE),), ['latent_sample'], ['sample'], axes, family.opset)


def _encoder(family, encoder, batch):
    image = torch.randn(batch, 3, SIDE * PIXELS, SIDE * PIXELS)
    name = 'latent_parameters' if family.encoder == 'parameters' else 'latent_sample'
    module = encoder if family.encoder == 'parameters' else autoencoder.SamplingEncoder(encoder)
    axes = {'sample': IMAGE, name: PLANE}
    return graphs.export(module, (image,), ['sample'], [name], axes, family.opset)


WRITERS = {'text_encoder': _text_encoder, 'text_encoder_2': _text_encoder_2, 'unet': _unet,
           'vae_decoder': _decoder, 'vae_encoder': _encoder}

if __name__ == '__main__':
    torch.set_num_threads(1)
    for wanted in sys.argv[1:] or [*FAMILIES, 'cuda-fused']:
        fused.write(os.path.join(TARGET, wanted)) if wanted == 'cuda-fused' else write(wanted)
        size = sum(os.path.getsize(os.path.join(at, file)) for at, _, files in os.walk(os.path.join(TARGET, wanted)) for file in files)
        print(f'{wanted}: {size / 1000:.0f} kB')
