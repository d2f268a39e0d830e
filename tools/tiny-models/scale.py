"""Full-size stand-ins with random weights, for trying memory and speed: scale.py FOLDER [sd15|sd15-fp16|clip-l …]

They have the shapes, files and signatures of Stable Diffusion 1.5 and CLIP ViT-L/14, and draw and judge nothing. Gigabytes
each (docs/benchmarks.md); never in the repository.
"""
import json
import os
import sys
import tempfile

import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import TensorProto, helper

import autoencoder
import blocks
import configs
import graphs
import text
import vocabulary
from families import PNDM
from tokenizer import END, START, SYMBOLS  # the starter pack's: vocabulary.py says where it is
from unet import sinusoids
from vision import ClipVision

blocks.GROUPS = autoencoder.GROUPS = 32
TOKENS, LARGE, TIME, VAE = 49408, 1 << 12, 1280, (128, 256, 512, 512)
INLINE = 2_000_000_000  # bytes; a protobuf message cannot be larger
ROWS, PLANE = {0: 'batch_size'}, {0: 'batch_size', 2: 'height', 3: 'width'}
SEQUENCE = {0: 'batch_size', 1: 'sequence_length'}


class Block(nn.Module):
    def __init__(self, width, context, heads):
        super().__init__()
        self.norm1, self.own = nn.LayerNorm(width), blocks.Attention(width, heads)
        self.norm2, self.text = nn.LayerNorm(width), blocks.Attention(width, heads, context)
        self.norm3, self.up, self.down = nn.LayerNorm(width), nn.Linear(width, width * 8), nn.Linear(width * 4, width)

    def forward(self, h, context):
        h = h + self.own(self.norm1(h))
        h = h + self.text(self.norm2(h), context)
        value, gate = self.up(self.norm3(h)).chunk(2, -1)
        return h + self.down(value * F.gelu(gate))


class Transformer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm, self.enter, self.leave = nn.GroupNorm(32, width, 1e-6), nn.Linear(width, width), nn.Linear(width, width)
        self.block = Block(width, 768, 8)

    def forward(self, x, context):
        batch, channels, height, width = x.shape
        h = self.enter(self.norm(x).permute(0, 2, 3, 1).reshape(batch, -1, channels))
        h = self.block(h, context)
        return x + self.leave(h).reshape(batch, height, width, channels).permute(0, 3, 1, 2)


class UNet(nn.Module):
    def __init__(self, widths=(320, 640, 1280, 1280)):
        super().__init__()
        look = lambda level: Transformer(widths[level]) if level < last else None
        self.first, self.second, last = nn.Linear(widths[0], TIME), nn.Linear(TIME, TIME), len(widths) - 1
        self.enter, self.width, skips, channels = nn.Conv2d(4, widths[0], 3, padding=1), widths[0], [widths[0]], widths[0]
        self.down, self.up = nn.ModuleList(), nn.ModuleList()
        for level, width in enumerate(widths):
            for _ in range(2):
                self.down.append(nn.ModuleList([blocks.Residual(channels, width, TIME), look(level)]))
                channels = width
                skips.append(width)
            if level < last:
                self.down.append(nn.ModuleList([nn.Conv2d(width, width, 3, 2, 1), None]))
                skips.append(width)
        self.before, self.after = blocks.Residual(channels, channels, TIME), blocks.Residual(channels, channels, TIME)
        self.middle = Transformer(channels)
        for level in reversed(range(last + 1)):
            for i in range(3):
                grow = blocks.Upsample(widths[level]) if i == 2 and level else None
                self.up.append(nn.ModuleList([blocks.Residual(channels + skips.pop(), widths[level], TIME), look(level), grow]))
                channels = widths[level]
        self.norm, self.leave = nn.GroupNorm(32, channels, 1e-5), nn.Conv2d(channels, 4, 3, padding=1)

    def forward(self, sample, timestep, context):
        time = self.second(F.silu(self.first(sinusoids(timestep.expand(sample.shape[0]), self.width))))
        h = self.enter(sample)
        skips = [h]
        for part, look in self.down:
            h = part(h, time) if isinstance(part, blocks.Residual) else part(h)
            h = look(h, context) if look is not None else h
            skips.append(h)
        h = self.after(self.middle(self.before(h, time), context), time)
        for part, look, grow in self.up:
            h = part(torch.cat([h, skips.pop()], 1), time)
            h = look(h, context) if look is not None else h
            h = grow(h) if grow is not None else h
        return self.leave(F.silu(self.norm(h)))


def residuals(channels, width, count):
    return nn.ModuleList(blocks.Residual(width if i else channels, width, eps=1e-6) for i in range(count))


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        autoencoder.WIDTH = VAE[-1]
        self.unquantise, self.enter, self.middle = nn.Conv2d(4, 4, 1), nn.Conv2d(4, VAE[-1], 3, padding=1), autoencoder.Middle()
        widths = VAE[::-1]
        self.levels = nn.ModuleList(residuals(before, width, 3) for before, width in zip((VAE[-1], *widths), widths))
        self.grow = nn.ModuleList(blocks.Upsample(width) for width in widths[:-1])
        self.norm, self.leave = nn.GroupNorm(32, VAE[0], 1e-6), nn.Conv2d(VAE[0], 3, 3, padding=1)

    def forward(self, latent_sample):
        h = self.middle(self.enter(self.unquantise(latent_sample)))
        for i, level in enumerate(self.levels):
            for part in level:
                h = part(h)
            h = self.grow[i](h) if i < len(self.grow) else h
        return self.leave(F.silu(self.norm(h)))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        autoencoder.WIDTH = VAE[-1]
        self.enter, self.middle = nn.Conv2d(3, VAE[0], 3, padding=1), autoencoder.Middle()
        self.levels = nn.ModuleList(residuals(before, width, 2) for before, width in zip((VAE[0], *VAE), VAE))
        self.shrink = nn.ModuleList(nn.Conv2d(width, width, 3, 2) for width in VAE[:-1])
        self.norm, self.leave = nn.GroupNorm(32, VAE[-1], 1e-6), nn.Conv2d(VAE[-1], 8, 3, padding=1)

    def forward(self, sample):
        h = self.enter(sample)
        for i, level in enumerate(self.levels):
            for part in level:
                h = part(h)
            h = self.shrink[i](F.pad(h, (0, 1, 0, 1))) if i < len(self.shrink) else h
        return self.leave(F.silu(self.norm(self.middle(h))))


class Joint(nn.Module):
    """transformers, `CLIPModel`."""
    def __init__(self, tower, vision):
        super().__init__()
        self.tower, self.vision = tower, vision

    def forward(self, input_ids, pixel_values, attention_mask):
        ids = torch.where(attention_mask > 0, input_ids, torch.full_like(input_ids, TOKENS - 1))
        embeds, image = F.normalize(self.tower(ids)[3], dim=-1), F.normalize(self.vision(pixel_values), dim=-1)
        logits = 100 * image @ embeds.t()
        return logits, logits.t(), embeds, image


@torch.no_grad()
def unfilled(tensor, *_, **__):
    """Large weights are made when they are written: until then nobody needs their gigabytes."""
    return tensor.zero_() if tensor.numel() < LARGE else tensor


for name in ('uniform_', 'normal_', 'kaiming_uniform_', 'xavier_uniform_'):
    setattr(nn.init, name, unfilled)


@torch.no_grad()
def skeleton(module, arguments, inputs, outputs, axes):
    """The graph without its large weights, and those: name -> dims."""
    for i, tensor in enumerate(module.parameters()):
        tensor.view(-1)[0] = 1 + i / 1e4  # the exporter merges those that are equal
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, 'graph.onnx')
        torch.onnx.export(module, arguments, target, input_names=inputs, output_names=outputs, opset_version=graphs.OPSET, dynamic_axes=axes,
                          export_params=False, do_constant_folding=False)
        model = onnx.load(target)
    graph, known = model.graph, dict(module.named_parameters())
    graphs._merge_constants(graph)
    transposed = _fold_transposes(graph, known)
    _fold_scales(graph)
    for value in [value for value in graph.input if value.name not in inputs]:
        graph.input.remove(value)
    read = {name for node in graph.node for name in node.input}
    large = {name: tensor.shape for name, tensor in known.items() if tensor.numel() >= LARGE and name in read}
    small = [onnx.numpy_helper.from_array(tensor.numpy(), name) for name, tensor in known.items() if tensor.numel() < LARGE and name in read]
    graph.initializer.extend(small)
    graphs._say_sizes(graph, module(*arguments), axes)
    return model, {**large, **transposed}


def _fold_transposes(graph, known):
    """As exporters do: matrices are kept the way they are multiplied."""
    folded, nodes = {}, []
    for node in graph.node:
        if node.op_type == 'Transpose' and node.input[0] in known:
            folded[node.output[0]] = tuple(known[node.input[0]].shape)[::-1]
        else:
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    return folded


def _fold_scales(graph):
    """As exporters do: nothing but 2 is scaled by here."""
    for node in [node for node in graph.node if node.op_type == 'Resize']:
        node.input[:] = [*node.input[:2], 'twice']
    if any('twice' in node.input for node in graph.node):
        graph.initializer.append(onnx.numpy_helper.from_array(np.float32([1, 1, 2, 2]), 'twice'))


def write(target, model, weights, half=False):
    """Weights inside where a message can hold them, else beside, as Optimum does."""
    if half:
        graphs.halve(model)
    kind, size = (TensorProto.FLOAT16, 2) if half else (TensorProto.FLOAT, 4)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    is_inside = sum(int(np.prod(dims)) for dims in weights.values()) * size < INLINE
    random, beside = np.random.default_rng(1), None if is_inside else open(f'{target}_data', 'wb')
    for name, dims in weights.items():
        fan = np.prod(dims[1:]) if len(dims) == 4 else dims[0] if 'embed' not in name and 'tokens' not in name else 2500
        data = (random.random(dims, np.float32) - .5) * np.float32((12 / fan) ** .5)
        raw = data.astype(np.float16 if half else np.float32).tobytes()
        tensor = TensorProto(name=name, dims=dims, data_type=kind)
        if is_inside:
            tensor.raw_data = raw
        else:
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in {'location': f'{os.path.basename(target)}_data', 'offset': beside.tell(), 'length': len(raw)}.items():
                tensor.external_data.add(key=key, value=str(value))
            beside.write(raw)
        model.graph.initializer.append(tensor)
    with open(target, 'wb') as file:
        file.write(model.SerializeToString())
    print(f'{target}: {sum(os.path.getsize(path) for path in (target, f"{target}_data") if os.path.exists(path)) / 1e9:.2f} GB', flush=True)


def write_json(target, value):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, 'w') as file:
        json.dump(value, file, indent=1)


def write_vocabulary(folder):
    """As many tokens as CLIP has, of up to four letters each."""
    vocabulary.write(folder, 'end')
    alphabet, letters = list(SYMBOLS.values()), 'etaoinsrhldcumfpgwybvkxjqz'
    merges, words = [], list(letters)
    while len(merges) < TOKENS - 2 * len(alphabet) - 2:
        longer = [(word, letter) for word in words for letter in letters]
        merges += [(a, b + end) for a, b in longer for end in ('</w>', '')]
        words = [a + b for a, b in longer]
    merges = merges[:TOKENS - 2 * len(alphabet) - 2]
    tokens = alphabet + [one + '</w>' for one in alphabet] + [a + b for a, b in merges] + [START, END]
    write_json(os.path.join(folder, 'vocab.json'), {token: i for i, token in enumerate(tokens)})
    with open(os.path.join(folder, 'merges.txt'), 'w') as file:
        file.write('#version: 0.2\n' + '\n'.join(' '.join(pair) for pair in merges) + '\n')


def painter(folder, half):
    part = lambda name: os.path.join(folder, name, 'model.onnx')
    encoder = text.TextModel(text.TextTransformer(TOKENS, 768, 12, 12).eval())
    axes = {'input_ids': SEQUENCE, 'last_hidden_state': SEQUENCE, 'pooler_output': ROWS}
    write(part('text_encoder'), *skeleton(encoder, (torch.ones(2, 77, dtype=torch.int64),), ['input_ids'], encoder.outputs(), axes), half)
    write_json(os.path.join(folder, 'text_encoder', 'config.json'), {'model_type': 'clip_text_model', 'hidden_act': 'quick_gelu', 'hidden_size': 768})
    write_vocabulary(os.path.join(folder, 'tokenizer'))
    values = {'sample': torch.randn(2, 4, 16, 16), 'timestep': torch.tensor(1.), 'encoder_hidden_states': torch.randn(2, 77, 768)}
    axes = {'sample': PLANE, 'encoder_hidden_states': SEQUENCE, 'out_sample': PLANE}
    write(part('unet'), *skeleton(UNet().eval(), tuple(values.values()), list(values), ['out_sample'], axes), half)
    write_json(os.path.join(folder, 'unet', 'config.json'), {'_class_name': 'UNet2DConditionModel', 'sample_size': 64})
    image = {0: 'batch_size', 2: 'image_height', 3: 'image_width'}
    coders = {'vae_decoder': (Decoder(), torch.randn(1, 4, 8, 8), 'latent_sample', 'sample', PLANE, image),
              'vae_encoder': (Encoder(), torch.randn(1, 3, 64, 64), 'sample', 'latent_parameters', image, PLANE)}
    for label, (module, example, read, written, axes, axes_out) in coders.items():
        write(part(label), *skeleton(module.eval(), (example,), [read], [written], {read: axes, written: axes_out}), half)
        write_json(os.path.join(folder, label, 'config.json'), {'_class_name': 'AutoencoderKL', 'scaling_factor': .18215, 'block_out_channels': VAE,
                                                               'latent_channels': 4, 'sample_size': 512})
    write_json(os.path.join(folder, 'scheduler', 'scheduler_config.json'), PNDM)
    write_json(os.path.join(folder, 'model_index.json'), {
        '_class_name': 'StableDiffusionPipeline', '_diffusers_version': '0.24.0',
        **{name: configs.CLASSES[name] for name in ('text_encoder', 'unet', 'vae')}})


def judge(folder):
    """CLIP ViT-L/14 as Optimum exports it, one graph; and as transformers.js has it, in `onnx/` of a folder beside it."""
    tower = text.TextTransformer(TOKENS, 768, 12, 12).eval()
    vision = ClipVision(224, 14, 1024, 768, 24, 16).eval()
    ids, images = torch.full((2, 77), TOKENS - 1), torch.randn(2, 3, 224, 224)
    names = ['logits_per_image', 'logits_per_text', 'text_embeds', 'image_embeds']
    rows = lambda kind: {0: f'{kind}_batch_size'}
    axes = {'input_ids': {**rows('text'), 1: 'sequence_length'}, 'attention_mask': {**rows('text'), 1: 'sequence_length'},
            'pixel_values': rows('image'), 'logits_per_image': {**rows('image'), 1: 'text_batch_size'},
            'logits_per_text': {**rows('text'), 1: 'image_batch_size'}, 'text_embeds': rows('text'), 'image_embeds': rows('image')}
    inputs = ['input_ids', 'pixel_values', 'attention_mask']
    write(os.path.join(folder, 'model.onnx'), *skeleton(Joint(tower, vision), (ids, images, torch.ones_like(ids)), inputs, names, axes))
    split = f'{folder}-split'
    write(os.path.join(split, 'onnx', 'vision_model.onnx'), *skeleton(vision, (images,), ['pixel_values'], ['image_embeds'], {'pixel_values': ROWS, 'image_embeds': ROWS}))
    embedding = type('Text', (nn.Module,), {'__init__': lambda self: (nn.Module.__init__(self), setattr(self, 'tower', tower))[0],
                                            'forward': lambda self, ids: self.tower(ids)[3]})()
    write(os.path.join(split, 'onnx', 'text_model.onnx'), *skeleton(embedding, (ids,), ['input_ids'], ['text_embeds'], {'input_ids': SEQUENCE, 'text_embeds': ROWS}))
    for target in (folder, split):
        write_vocabulary(target)
        write_json(os.path.join(target, 'config.json'), {'model_type': 'clip', 'projection_dim': 768, 'logit_scale': 4.6052})
        write_json(os.path.join(target, 'preprocessor_config.json'), {
            'crop_size': {'height': 224, 'width': 224}, 'do_center_crop': True, 'do_convert_rgb': True, 'do_normalize': True, 'do_rescale': True,
            'do_resize': True, 'image_mean': [0.48145466, 0.4578275, 0.40821073], 'image_std': [0.26862954, 0.26130258, 0.27577711],
            'image_processor_type': 'CLIPImageProcessor', 'resample': 3, 'rescale_factor': 1 / 255, 'size': {'shortest_edge': 224}})


MODELS = {'sd15': lambda folder: painter(folder, False), 'sd15-fp16': lambda folder: painter(folder, True), 'clip-l': judge}

if __name__ == '__main__':
    torch.set_num_threads(1)
    for name in sys.argv[2:] or MODELS:
        MODELS[name](os.path.join(sys.argv[1], name))
