/** @file The layouts that models have on the hub and in folders: their parts, and the small files that go with them. */
import { type GraphName, graphNames } from '../../models/graphs/graph-names.ts';
import { partNames as painterNames } from '../../models/painters/diffusion-parts.ts';

export interface ModelLayout {
  readonly kind: 'diffusers' | 'pair' | 'joint';
  readonly role: 'painter' | 'judge';
  readonly parts: readonly ModelPart[];
  /** Which other files belong to it. */
  readonly others: RegExp;
}

export interface ModelPart {
  /** Without `.onnx`, relative to the model's folder, the likeliest first. */
  readonly names: readonly string[];
  /** The main part's precision is the model's. Exactly one part of a layout is. */
  readonly isMain?: true;
  /** Needed only where there is anything in its folder (`in use`), or taken where it is there (`offered`). */
  readonly need?: 'in use' | 'offered';
  /** Taken in the most exact precision: in half precision its numbers overflow in some models, and it is small. */
  readonly isExact?: true;
}

const tokenizer = '(vocab|tokenizer|tokenizer_config|special_tokens_map|added_tokens)\\.json|merges\\.txt';
const sentencePiece = 'spiece\\.model|tokenizer\\.model';
const card = 'README\\.md|LICEN[CS]E(\\.(md|txt))?';
const picture = '(preprocessor_config|preprocess_cfg|processor_config)\\.json';
const judgeFolders = '((tokenizer|textual|visual|text_model|vision_model|0_CLIPModel)/)?';
const judgeFiles = new RegExp(
  `^(${judgeFolders}((config|open_clip_config)\\.json|${picture}|${tokenizer}|${sentencePiece})|${card})$`,
  'i',
);

/** In the order in which they are looked for. */
export const modelLayouts: readonly ModelLayout[] = [
  {
    kind: 'diffusers',
    role: 'painter',
    parts: [
      { names: painterNames('unet'), isMain: true },
      { names: painterNames('text_encoder') },
      { names: painterNames('text_encoder_2'), need: 'in use' },
      { names: painterNames('vae_decoder'), isExact: true },
      { names: painterNames('vae_encoder'), need: 'offered', isExact: true },
    ],
    others: new RegExp(
      `^((fp16/)?(model_index\\.json|(unet|text_encoder(_2)?|vae(_decoder|_encoder)?)/config\\.json|scheduler/scheduler_config\\.json|(tokenizer(_2)?/)?(${tokenizer}))|${card})$`,
      'i',
    ),
  },
  {
    kind: 'pair',
    role: 'judge',
    parts: [
      { names: ['onnx/vision_model', 'vision_model', 'visual/model', 'vision_model/model'], isMain: true },
      { names: ['onnx/text_model', 'text_model', 'textual/model', 'text_model/model'] },
    ],
    others: judgeFiles,
  },
  {
    kind: 'joint',
    role: 'judge',
    parts: [{ names: ['onnx/model', 'model', '0_CLIPModel/onnx/model', '0_CLIPModel/model'], isMain: true }],
    others: judgeFiles,
  },
];

/** Which of a part's graphs there are, most exact first. */
export function graphsOf({ names }: ModelPart, paths: ReadonlySet<string>): readonly GraphName[] {
  return names.flatMap(graphNames).filter(({ path }) => paths.has(path));
}

/** Whether a model of this layout, with these files, has no use for a part that is not there. */
export function isDispensable({ names, need }: ModelPart, paths: ReadonlySet<string>): boolean {
  if (need === 'offered') return true;
  const folder = `${names[0]?.split('/')[0]}/`;
  return need === 'in use' && ![...paths].some((path) => path.startsWith(folder));
}

/** Names that exporters give to files with a graph's weights; what the graph itself says is known once it is there. */
export function isDataOf(graph: string, path: string): boolean {
  const folder = graph.slice(0, graph.lastIndexOf('/') + 1);
  const [own, stem] = [graph.slice(folder.length), graph.slice(folder.length).replace(/\.onnx$/, '')];
  if (!path.startsWith(folder) || path.endsWith('.onnx')) return false;
  const name = path.slice(folder.length);
  return (
    name === 'weights.pb' ||
    name === `${stem}.data` ||
    [`${own}_data`, `${own}.data`].some((one) => name.startsWith(one))
  );
}
