/** @file What of a record a recipe has no setting for, in sentences. */
import type { GenerationRecord } from '../generation-record.ts';

type Remark = (record: GenerationRecord) => string | undefined;

const remarks: readonly Remark[] = [
  ({ prompt }) => (prompt.trim() === '' ? 'No prompt was found: write one.' : undefined),
  ({ model, written }) => {
    if (written !== undefined) return undefined;
    return model?.name === undefined
      ? 'The picture does not name its model, so the starter model stands in: name the right one.'
      : 'Put that model, exported to ONNX, into the folder that `model` names, or name another.';
  },
  ({ loras }) => {
    const names = loras.slice(0, 8).map(({ name, weight }) => `${name}${weight === undefined ? '' : ` (${weight})`}`);
    if (names.length === 0) return undefined;
    return `The extra networks ${names.join(', ')} are left out: this version reads none.`;
  },
  ({ denoise, begunWith }) => {
    if (denoise === undefined || (denoise >= 1 && begunWith === undefined)) return undefined;
    const share = Number(denoise.toFixed(3));
    const which = begunWith === undefined ? 'another one' : begunWith;
    return `The picture was begun from ${which} (denoising ${share}); name that one as \`init\`, with \`strength: ${share}\`.`;
  },
  ({ clipSkip }) =>
    clipSkip === undefined || clipSkip <= 1
      ? undefined
      : `Clip skip ${clipSkip} is left out: all layers are read here.`,
  ({ seed }) => (seed === undefined ? 'The picture names no seed that can be used.' : undefined),
  ({ unread }) => (unread.length === 0 ? undefined : `Not read: ${unread.slice(0, 40).join('; ')}.`),
];

export function remarksOn(record: GenerationRecord): readonly string[] {
  return remarks.flatMap((remark) => remark(record) ?? []);
}
