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

/** A path that ends so was meant as a file. */
const checkpoint = /\.(safetensors|ckpt|pth?|bin)$/;

/**
 * @param folder of what should be a diffusion model, without a graph of a U-Net
 * @throws Failure `model-unsupported` saying how to export it, when it holds such weights
 */
export async function refuseOtherFormats(folder: string): Promise<void> {
  if (checkpoint.test(folder)) {
    throw new Failure(
      'model-unsupported',
      `${folder} is a checkpoint of PyTorch in one file; export it to a folder of ONNX files, as “First steps” of docs/models.md says.`,
    );
  }
  const [own, unet] = [await namesIn(folder), await namesIn(join(folder, 'unet'))];
  // With a configuration it is a model of another kind, which is told elsewhere.
  const found = formatOf(unet) ?? (own.includes('config.json') ? undefined : formatOf(own));
  if (found === undefined) return;
  throw new Failure(
    'model-unsupported',
    `${folder} holds ${found.what} and no ONNX files; export it (\`optimum-cli export onnx --model FOLDER NEW_FOLDER\` takes those of diffusers), or take a repository that has them.`,
  );
}

function formatOf(names: readonly string[]): Format | undefined {
  return formats.find(({ file }) => names.some((name) => file.test(name)));
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
