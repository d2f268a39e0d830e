/** @file An image as a Python script that draws it with diffusers. */
import type { DrawSettings, ImagePlan, ModelSpec, PromptReading, SchedulerName } from '../../plan/plan.ts';
import type { CopiedImage } from './copied-image.ts';
import { beginningOf, python } from './script-beginning.ts';

interface Pipeline {
  readonly packages: string;
  readonly module: string;
  /** Its name begins with it. */
  readonly prefix: string;
  /** The arguments that name the model. */
  readonly source: string;
  readonly remark?: string;
}

const pipelines: { readonly [K in ModelSpec['kind']]: (spec: Extract<ModelSpec, { kind: K }>) => Pipeline } = {
  starter: ({ name }) => onnx(`models/starter/${name}`, 'The starter model ships with VLPrompt: name its folder.'),
  folder: ({ path }) => onnx(path, 'Relative to the workspace.'),
  hub: ({ repository, revision }) => ({
    packages: 'diffusers transformers accelerate torch',
    module: 'diffusers',
    prefix: '',
    source: `${python(repository)}, revision=${python(revision)}`,
  }),
};

/** Folders hold models exported to ONNX. */
function onnx(path: string, remark: string): Pipeline {
  return {
    packages: 'diffusers "optimum[onnxruntime]" transformers torch',
    module: 'optimum.onnxruntime',
    prefix: 'ORT',
    source: python(path),
    remark,
  };
}

const midpoint = 'solver_order=2, solver_type="midpoint", algorithm_type="dpmsolver++"';

/** Classes, and what must be said for them to do as ours. */
const schedulers: { readonly [N in SchedulerName]: readonly [name: string, options?: string] | undefined } = {
  // The pipeline comes with the one that its files name.
  auto: undefined,
  ddim: ['DDIMScheduler'],
  euler: ['EulerDiscreteScheduler'],
  'euler-a': ['EulerAncestralDiscreteScheduler'],
  'dpmpp-2m': ['DPMSolverMultistepScheduler', `${midpoint}, use_karras_sigmas=False`],
  'dpmpp-2m-karras': ['DPMSolverMultistepScheduler', `${midpoint}, use_karras_sigmas=True`],
  unipc: ['UniPCMultistepScheduler', 'solver_order=2, solver_type="bh2"'],
  pndm: ['PNDMScheduler', 'skip_prk_steps=True'],
  lcm: ['LCMScheduler', 'clip_sample=False'],
  ddpm: ['DDPMScheduler', 'clip_sample=False'],
};

/** A whole script: pipeline, scheduler, a generator that draws the same noise as ours. */
export function diffusersScriptOf({ image, settings, model }: CopiedImage): string {
  const { packages, module, prefix, source, remark } = pipelineOf(model);
  const beginning = beginningOf(image, settings);
  const name = `${prefix}StableDiffusion${beginning.task}Pipeline`;
  const scheduler = schedulers[settings.scheduler];
  const lines = [
    `# pip install ${packages}`,
    'import torch',
    ...importsOf(module, name, scheduler?.[0]),
    ...beginning.imports,
    '',
    ...(remark === undefined ? [] : [`# ${remark}`]),
    `pipeline = ${name}.from_pretrained(${source})`,
    ...(scheduler ? [schedulerLine(...scheduler)] : []),
    '',
    ...remarksOf(image),
    ...beginning.remarks,
    'image = pipeline(',
    ...[...wordArguments(image), ...drawingArguments(settings, image.seed), ...beginning.arguments].map(
      (each) => `    ${each},`,
    ),
    ').images[0]',
    `image.save(${python(`seed-${image.seed}.png`)})`,
    '',
  ];
  return lines.join('\n');
}

function importsOf(module: string, pipeline: string, scheduler: string | undefined): readonly string[] {
  const names = [scheduler, module === 'diffusers' ? pipeline : undefined].filter((name) => name !== undefined);
  return [
    ...(names.length === 0 ? [] : [`from diffusers import ${names.join(', ')}`]),
    ...(module === 'diffusers' ? [] : [`from ${module} import ${pipeline}`]),
  ];
}

function schedulerLine(scheduler: string, options?: string): string {
  const set = options === undefined ? '' : `, ${options}`;
  return `pipeline.scheduler = ${scheduler}.from_config(pipeline.scheduler.config, steps_offset=1${set})`;
}

function wordArguments({ prompt, reading, negative, negativeReading }: ImagePlan): readonly string[] {
  const words = `prompt=${python(wordsOf(prompt, reading))}`;
  return negative === '' ? [words] : [words, `negative_prompt=${python(wordsOf(negative, negativeReading))}`];
}

function drawingArguments({ steps, guidance, noise }: DrawSettings, seed: number): readonly string[] {
  return [
    `num_inference_steps=${steps}`,
    `guidance_scale=${guidance}`,
    `generator=torch.Generator("${noise === 'philox' ? 'cuda' : 'cpu'}").manual_seed(${seed})`,
  ];
}

function pipelineOf(spec: ModelSpec): Pipeline {
  // The kind that picks the entry is the kind that the entry takes.
  return pipelines[spec.kind](spec as never);
}

/** The words that are read in the first step, without their weights. */
function wordsOf(text: string, reading: PromptReading | undefined): string {
  const wording = reading?.wordings[reading.steps[0] ?? 0];
  if (wording === undefined) return text;
  return wording.map((section) => section.map((run) => run.text).join('')).join(' ');
}

/** What diffusers by itself does not do. */
function remarksOf({ prompt, negative, emphasis, reading, negativeReading }: ImagePlan): readonly string[] {
  const readings = [reading, negativeReading].filter((one) => one !== undefined);
  if (!readings.some(isWeighed)) return [];
  const isScheduled = readings.some(({ wordings }) => wordings.length > 1);
  return [
    `# VLPrompt weighs words here (emphasis: ${emphasis}); diffusers passes them on unweighted.`,
    '# For weights, make prompt_embeds with a library such as sd_embed or compel.',
    ...(isScheduled ? ['# The words also change between steps; these are those of the first step.'] : []),
    `# prompt:   ${comment(prompt)}`,
    ...(negative === '' ? [] : [`# negative: ${comment(negative)}`]),
  ];
}

/** Otherwise its words say all: an escape such as `\\(` has a reading, too. */
function isWeighed({ wordings }: PromptReading): boolean {
  return wordings.flat().length > 1 || wordings.flat(2).some(({ weight }) => weight !== 1);
}

function comment(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
