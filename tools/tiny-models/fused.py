"""A model whose graphs were fused for CUDA: nodes of com.microsoft that other providers do not have. Nothing runs it."""
import json
import os

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save

import vocabulary
from families import EULER

PARTS = {'clip': 'BiasSplitGelu', 'unet': 'NhwcConv', 'vae': 'GroupNorm'}


def write(folder):
    """ORT_CUDA/sd-turbo/engine/<part>.ort_cuda.fp16/model.onnx, as onnxruntime's demo of Stable Diffusion on CUDA writes them."""
    for part in PARTS:
        target = os.path.join(folder, 'ORT_CUDA', 'sd-turbo', 'engine', f'{part}.ort_cuda.fp16', 'model.onnx')
        os.makedirs(os.path.dirname(target), exist_ok=True)
        save(_graph(part), target)
    os.makedirs(os.path.join(folder, 'scheduler'), exist_ok=True)
    with open(os.path.join(folder, 'scheduler', 'scheduler_config.json'), 'w') as file:
        json.dump({**EULER, 'timestep_spacing': 'trailing'}, file, indent=1)
        file.write('\n')
    vocabulary.write(os.path.join(folder, 'tokenizer'), '!', ends_in_config=True)


def _graph(part):
    half = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT16, shape)
    plane = ['B', 4, 'H', 'W']
    inputs = {'clip': [helper.make_tensor_value_info('input_ids', TensorProto.INT32, ['B', 77])],
              'unet': [half('sample', plane), half('timestep', [1]), half('encoder_hidden_states', ['B', 77, 8])],
              'vae': [half('latent', plane)]}[part]
    outputs = {'clip': half('text_embeddings', ['B', 77, 8]), 'unet': half('latent', plane),
               'vae': half('images', ['B', 3, '8H', '8W'])}[part]
    weight = numpy_helper.from_array(np.zeros(16, np.float16), 'bias')
    node = helper.make_node(PARTS[part], [inputs[0].name, 'bias'], [outputs.name], domain='com.microsoft')
    graph = helper.make_graph([node], 'fused', inputs, [outputs], [weight])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17), helper.make_opsetid('com.microsoft', 1)])
