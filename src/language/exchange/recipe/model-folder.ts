/** @file Where the model that a picture names would lie: tools name files of their own, and ours is a folder. */

/** `./models/NAME`; undefined when nothing of the name is left. */
export function modelFolder(name: string): string | undefined {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const plain = base
    .replace(/\.(safetensors|ckpt|pth?|bin|gguf|onnx)$/i, '')
    .replace(/[^\p{L}\p{N} ._+()-]+/gu, '-')
    .replace(/^[ .-]+|[ .-]+$/g, '')
    .slice(0, 100);
  return plain === '' ? undefined : `./models/${plain}`;
}
