"""The graphs that ship: modules wrapped to the standard inputs and outputs, weights rounded to what the files hold.

Files keep kernels and matrices as float16 and cast them to float32 when a session loads (the runtime folds the casts), so
arithmetic is float32 throughout. The same rounding is applied to the PyTorch modules first: both compute with equal numbers.
"""
import copy

import numpy as np
import onnx
import torch
import torch.nn as nn
from onnx import TensorProto, helper, numpy_helper
from torch.nn.utils.fusion import fuse_conv_bn_eval

SMALLEST, OPSET = 1024, 17  # tensors below this many elements stay float32


def folded(module):
    """A copy in which every batch normalisation is part of the convolution before it."""
    module = copy.deepcopy(module).eval()
    for parent in module.modules():
        names = [n for n, _ in parent.named_children()]
        for name in names:
            child = getattr(parent, name)
            follower = _norm_after(parent, name, names)
            if isinstance(child, nn.Conv2d) and follower and isinstance(getattr(parent, follower), nn.BatchNorm2d):
                setattr(parent, name, fuse_conv_bn_eval(child, getattr(parent, follower)))
                setattr(parent, follower, nn.Identity())
    return module


def _norm_after(parent, name, names):
    if isinstance(parent, nn.Sequential):
        following = names.index(name) + 1
        return names[following] if following < len(names) else None
    return {'first': 'norm1', 'second': 'norm2'}.get(name) if hasattr(parent, 'norm1') else None


@torch.no_grad()
def rounded(module):
    """A copy with batch normalisation folded and every large tensor rounded to float16 (and kept as float32)."""
    module = folded(module)
    for p in module.parameters():
        if p.numel() >= SMALLEST:
            p.copy_(p.half().float())
    return module


@torch.no_grad()
def turned(painter, unet, ids):
    """Both with the text's features turned so that each is positive on average over `ids` [B,N]. Draws the same, to the bit.

    The sign of a feature is free: the encoder's norm and the U-Net's keys and values change it together. As training left
    them, features cancel each other out in their mean, and that is what AUTOMATIC1111's web UI divides by after it has
    weighted words: a weight or two in a prompt could scale the whole of it eightfold.
    """
    painter, unet = copy.deepcopy(painter), copy.deepcopy(unet)
    signs = torch.where(painter(ids)[0].sum((0, 1)) < 0, -1., 1.)
    readers = [matrix.weight for reader in unet.readers() for matrix in (reader.key, reader.value)]
    for parameter in [*painter.norm.parameters(), *readers]:
        parameter.mul_(signs)
    return painter, unet


class EncodedParameters(nn.Module):
    """VAE encoder in the current Optimum form: mean and log-variance side by side. The variance is nearly none (e^-30)."""
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, sample):
        mean = self.encoder(sample)
        return torch.cat([mean, torch.full_like(mean, -30.)], 1)


class TextEmbeds(nn.Module):
    def __init__(self, clip):
        super().__init__()
        self.tower, self.projection = clip.text, clip.text_projection

    def forward(self, input_ids):
        return self.projection(self.tower(input_ids)[1])


class ImageEmbeds(nn.Module):
    """image_embeds [B,128] is the mean of patch_embeds [B,16,128]; neither is normalised."""
    def __init__(self, clip):
        super().__init__()
        self.tower, self.projection = clip.image, clip.image_projection

    def forward(self, pixel_values):
        patches = self.projection(self.tower(pixel_values))
        return patches.mean(1), patches


def save(module, arguments, target, inputs, outputs):
    """Exports with dynamic batch (and sequence) axes, then stores large tensors as float16."""
    axes = {'input_ids': {0: 'batch', 1: 'sequence'}, 'encoder_hidden_states': {0: 'batch', 1: 'sequence'},
            'last_hidden_state': {0: 'batch', 1: 'sequence'}, 'timestep': {0: 'steps'}}
    torch.onnx.export(module.eval(), arguments, target, input_names=inputs, output_names=outputs, opset_version=OPSET,
                      dynamic_axes={n: axes.get(n, {0: 'batch'}) for n in inputs + outputs}, do_constant_folding=True)
    model = onnx.load(target)
    _halve(model.graph)
    _name_fixed_axes(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, target)


def _halve(graph):
    casts, kept = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < SMALLEST:
            kept.append(tensor)
            continue
        kept.append(numpy_helper.from_array(values.astype(np.float16), tensor.name + '.half'))
        casts.append(helper.make_node('Cast', [tensor.name + '.half'], [tensor.name], to=TensorProto.FLOAT, name=tensor.name + '.cast'))
    nodes = casts + list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)


def _name_fixed_axes(graph):
    """The exporter invents names for output axes it cannot see through; what is fixed is said in numbers."""
    fixed = {'out_sample': (4, 16, 16), 'latent_parameters': (8, 16, 16), 'sample': (3, 64, 64), 'image_embeds': (128,),
             'patch_embeds': (16, 128), 'text_embeds': (128,), 'pooler_output': (128,)}
    for value in graph.output:
        for axis, size in enumerate(fixed.get(value.name, ()), 1):
            value.type.tensor_type.shape.dim[axis].dim_value = size
