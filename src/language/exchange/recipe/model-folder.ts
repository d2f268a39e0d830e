/** @file Where the model that a picture names would lie: tools name files of their own, and ours is a folder. */

/** `./models/NAME`; undefined when nothing of the name is left. */
export function modelFolder(name: string): string | undefined {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const safe = base
    .replace(/\.(safetensors|ckpt|pth?|bin|gguf|onnx)$/i, '')
    .replace(/[^\p{L}\p{N} ._+()-]+/gu, '-')
    .slice(0, 100);
  const [plain] = /[^ .-](.*[^ .-])?/.exec(safe) ?? [];
  return plain === undefined ? undefined : `./models/${plain}`;
}
