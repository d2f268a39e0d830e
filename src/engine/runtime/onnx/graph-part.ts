/** @file A graph as people know it. */
import path from 'node:path';

/** What exporters call every graph, its precision behind it. */
const plain = /^model(_\w+)?$/;

/** `unet` of `…/unet/model.onnx`, `vision_model` of `…/onnx/vision_model.onnx`. */
export function partName(graph: string): string {
  const name = path.basename(graph, '.onnx');
  return plain.test(name) ? path.basename(path.dirname(graph)) : name;
}
