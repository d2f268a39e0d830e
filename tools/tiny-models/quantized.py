"""Dynamic quantisation: what onnxruntime's `quantize_dynamic` makes of products with weights, and the same in torch.

Weights are int8 with one scale a matrix; what they are multiplied with becomes uint8 at each run.
"""
import numpy as np
import torch
import torch.nn as nn
from onnx import TensorProto, helper, numpy_helper


def quantize(model):
    """Every MatMul and Gemm with a weight becomes a MatMulInteger; tables of embeddings are looked up in int8."""
    graph = model.graph
    weights, nodes = {tensor.name: tensor for tensor in graph.initializer}, []
    for node in graph.node:
        if node.op_type == 'Gather' and _is_table(weights.get(node.input[0])):
            nodes += _lookup(graph, node, numpy_helper.to_array(weights[node.input[0]]), len(nodes))
            continue
        if node.op_type not in ('MatMul', 'Gemm') or node.input[1] not in weights:
            nodes.append(node)
            continue
        values = numpy_helper.to_array(weights[node.input[1]])
        if any(attribute.name == 'transB' and attribute.i for attribute in node.attribute):
            values = values.T
        nodes += _product(graph, node, values, len(nodes))
    del graph.node[:]
    graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    return model


def _is_table(tensor):
    return tensor is not None and tensor.data_type == TensorProto.FLOAT and len(tensor.dims) == 2


def _lookup(graph, node, table, number):
    levels, scale = int8(table)
    names = [f'q{number}_{role}' for role in ('t', 'ts', 'tz', 'r')]
    graph.initializer.extend([numpy_helper.from_array(values, name) for values, name in zip((levels, np.float32(scale), np.int8(0)), names)])
    return [helper.make_node('Gather', [names[0], node.input[1]], [names[3]]),
            helper.make_node('DequantizeLinear', [names[3], names[1], names[2]], [node.output[0]])]


def _product(graph, node, weight, number):
    name = lambda role: f'q{number}_{role}'
    levels, scale = int8(weight)
    graph.initializer.extend([numpy_helper.from_array(levels, name('w')), numpy_helper.from_array(np.float32(scale), name('ws')),
                              numpy_helper.from_array(np.int8(0), name('wz'))])
    biased = node.op_type == 'Gemm'
    product = name('p') if biased else node.output[0]
    nodes = [helper.make_node('DynamicQuantizeLinear', [node.input[0]], [name('a'), name('as'), name('az')]),
             helper.make_node('MatMulInteger', [name('a'), name('w'), name('az'), name('wz')], [name('i')]),
             helper.make_node('Cast', [name('i')], [name('f')], to=TensorProto.FLOAT),
             helper.make_node('Mul', [name('as'), name('ws')], [name('s')]),
             helper.make_node('Mul', [name('f'), name('s')], [product])]
    return nodes + ([helper.make_node('Add', [product, node.input[2]], [node.output[0]])] if biased else [])


def int8(weight):
    scale = np.float32(max(np.abs(weight).max(), 1e-9) / 127)
    return np.clip(np.rint(weight / scale), -127, 127).astype(np.int8), scale


class QuantizedLinear(nn.Module):
    """https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html"""
    def __init__(self, linear):
        super().__init__()
        levels, scale = int8(linear.weight.detach().numpy())
        self.weight, self.scale, self.bias = torch.from_numpy(levels.astype(np.float32)), float(scale), linear.bias

    def forward(self, x):
        low, high = min(x.min().item(), 0.), max(x.max().item(), 0.)
        scale = np.float32(np.float32(high) - np.float32(low)) / np.float32(255)
        zero = np.clip(np.rint(-np.float32(low) / scale), 0, 255)
        levels = torch.clamp(torch.round(x / float(scale)) + float(zero), 0, 255) - float(zero)
        y = nn.functional.linear(levels, self.weight) * float(scale) * self.scale
        return y if self.bias is None else y + self.bias


def quantized(module):
    """The same module with every linear layer and the table of tokens quantised."""
    for name, child in module.named_children():
        if name == 'tokens':
            levels, scale = int8(child.weight.detach().numpy())
            child.weight.data = torch.from_numpy(levels.astype(np.float32) * scale)
        setattr(module, name, QuantizedLinear(child) if isinstance(child, nn.Linear) else quantized(child))
    return module
