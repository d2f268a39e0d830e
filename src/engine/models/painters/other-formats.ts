/** @file Folders with the weights of other programs: the likeliest reason for which there is no ONNX file. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../protocol/failure.ts';

interface Format {
  readonly file: RegExp;
  readonly what: string;
}

/** What a folder of a U-Net may hold in place of a graph. */
const formats: readonly Format[] = [
  { file: /\.(safetensors|bin|ckpt|pth?)$/, what: "PyTorch's weights" },
  { file: /^openvino_model\.xml$/, what: 'a model for OpenVINO' },
  { file: /\.(mlpackage|mlmodelc)$/, what: 'a model for Core ML' },
  { file: /\.(msgpack|tflite|engine|ort)$/, what: 'a model for another runtime' },
];

/**
 * @param folder of a diffusion model without a graph of a U-Net
 * @throws Failure `model-unsupported` saying how to export it, when it holds such weights
 */
export async function refuseOtherFormats(folder: string): Promise<void> {
  const names = await readdir(join(folder, 'unet')).catch(() => []);
  const found = formats.find(({ file }) => names.some((name) => file.test(name)));
  if (found === undefined) return;
  throw new Failure(
    'model-unsupported',
    `${folder} holds ${found.what} and no ONNX files; export it with \`optimum-cli export onnx --model ${folder} <new folder>\`, or take a repository that has them.`,
  );
}
