"""Modules as ONNX files of a wanted signature: dtypes, free or baked sizes, half precision, external weights."""
import os

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import convert_model_to_external_data

OPSET = 17
LARGE = 1024  # bytes; tensors below stay in the graph where weights are external
TOKENS = 'text_model.embeddings.token_embedding.weight'


def export(module, arguments, inputs, outputs, axes, opset=OPSET):
    """The graph as torch writes it, without the names of nodes. axes: input or output -> names of its free dimensions."""
    target = os.path.join(os.environ.get('TMPDIR', '/tmp'), f'tiny-{os.getpid()}.onnx')
    torch.onnx.export(module, arguments, target, input_names=inputs, output_names=outputs, opset_version=opset,
                      dynamic_axes={name: free for name, free in axes.items() if name in inputs + outputs})
    model = onnx.load(target)
    os.remove(target)
    _merge_constants(model.graph)
    _shorten(model.graph)
    _say_sizes(model.graph, module(*arguments), axes)
    return model


def _merge_constants(graph):
    known, same, nodes = {}, {}, []
    for node in graph.node:
        node.input[:] = [same.get(name, name) for name in node.input]
        value = node.attribute[0].SerializeToString() if node.op_type == 'Constant' else None
        if value in known:
            same[node.output[0]] = known[value]
            continue
        if value:
            known[value] = node.output[0]
        nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)


def _shorten(graph):
    """Short names for what flows between nodes: the exporter's are half of a tiny file."""
    kept = {value.name for value in [*graph.input, *graph.output, *graph.initializer]}
    names = {'tower.tokens.weight': TOKENS}
    for node in graph.node:
        node.ClearField('name')
        node.ClearField('doc_string')
        for output in node.output:
            if output and output not in kept:
                names.setdefault(output, f't{len(names)}')
    for node in graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names.get(name, name) for name in node.output]
    for tensor in graph.initializer:
        tensor.name = names.get(tensor.name, tensor.name)
    del graph.value_info[:]


def _say_sizes(graph, results, axes):
    """The exporter invents names for output axes that it cannot see through."""
    for value, result in zip(graph.output, results if isinstance(results, tuple) else [results]):
        for axis, size in enumerate(value.type.tensor_type.shape.dim):
            name = axes.get(value.name, {}).get(axis)
            if name:
                size.dim_param = name
            else:
                size.dim_value = result.shape[axis]


def bake(model, sizes):
    """Free dimensions become fixed, by name, as onnxruntime's tool for that makes them."""
    for value in [*model.graph.input, *model.graph.output]:
        for size in value.type.tensor_type.shape.dim:
            if size.dim_param in sizes:
                size.dim_value = sizes[size.dim_param]


def halve(model):
    """Inputs, outputs and weights in half precision, but for the sinusoids of the timestep: as exports of fp16 modules are."""
    graph = model.graph
    exact, roots = _sinusoids(graph)
    scales = {name for node in graph.node if node.op_type == 'Resize' for name in node.input[1:]}
    kept = scales | {name for node in exact for name in node.input}
    _halve_tensors(graph, kept, exact)
    casts = []
    for value in [*graph.input, *graph.output]:
        if value.type.tensor_type.elem_type == TensorProto.FLOAT:
            value.type.tensor_type.elem_type = TensorProto.FLOAT16
    for value in graph.input:
        readers = [node for node in exact if value.name in node.input]
        if readers and value.type.tensor_type.elem_type == TensorProto.FLOAT16:
            casts.append(helper.make_node('Cast', [value.name], [f'{value.name}_exact'], to=TensorProto.FLOAT))
            for node in readers:
                node.input[:] = [f'{value.name}_exact' if name == value.name else name for name in node.input]
    nodes = []
    for node in graph.node:
        nodes.append(node)
        if any(node is root for root in roots):
            name, exact_name = node.output[0], f'{node.output[0]}_exact'
            node.output[0] = exact_name
            nodes.append(helper.make_node('Cast', [exact_name], [name], to=TensorProto.FLOAT16))
    del graph.node[:]
    graph.node.extend(casts + nodes)
    return model


def _sinusoids(graph):
    """The nodes that make them, and of these the last."""
    makers = {output: node for node in graph.node for output in node.output}
    waves = {output for node in graph.node if node.op_type in ('Sin', 'Cos') for output in node.output}
    roots = [node for node in graph.node if node.op_type == 'Concat' and all(name in waves for name in node.input)]
    found, waiting = [], list(roots)
    while waiting:
        node = waiting.pop()
        if any(node is other for other in found):
            continue
        found.append(node)
        waiting += [makers[name] for name in node.input if name in makers]
    return found, roots


def _halve_tensors(graph, kept, exact):
    for tensor in graph.initializer:
        if tensor.name not in kept:
            tensor.CopyFrom(_half(tensor))
    for node in graph.node:
        if any(node is other for other in exact) or any(name in kept for name in node.output):
            continue
        for attribute in node.attribute:
            if attribute.name == 'value':
                attribute.t.CopyFrom(_half(attribute.t))
            if attribute.name == 'to' and attribute.i == TensorProto.FLOAT:
                attribute.i = TensorProto.FLOAT16


def _half(tensor):
    if tensor.data_type != TensorProto.FLOAT:
        return tensor
    values = np.clip(numpy_helper.to_array(tensor), -65504, 65504).astype(np.float16)
    return numpy_helper.from_array(values, tensor.name)


def save(model, target, weights=None):
    """weights: the name of a file beside it for what is large."""
    onnx.checker.check_model(model)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if weights:
        convert_model_to_external_data(model, location=weights, size_threshold=LARGE)
    onnx.save(model, target)


@torch.no_grad()
def rounded(module):
    """The same module with weights that half precision can hold."""
    for parameter in module.parameters():
        parameter.copy_(parameter.half().float())
    return module
