/** @file An image as a Python script that draws it with diffusers. */
import type { ImagePlan, ModelSpec, PromptReading, SchedulerName } from '../../plan/plan.ts';
import type { CopiedImage } from './copied-image.ts';

interface Pipeline {
  readonly packages: string;
  readonly module: string;
  readonly name: string;
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
    name: 'StableDiffusionPipeline',
    source: `${python(repository)}, revision=${python(revision)}`,
  }),
};

/** Folders hold models exported to ONNX. */
function onnx(path: string, remark: string): Pipeline {
  return {
    packages: 'diffusers "optimum[onnxruntime]" transformers torch',
    module: 'optimum.onnxruntime',
    name: 'ORTStableDiffusionPipeline',
    source: python(path),
    remark,
  };
}

const midpoint = 'solver_order=2, solver_type="midpoint", algorithm_type="dpmsolver++"';

/** Classes, and what must be said for them to do as ours. */
const schedulers: { readonly [N in SchedulerName]: readonly [name: string, options?: string] } = {
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

/** A whole script: pipeline, scheduler, a generator on the processor, which draws the same noise as ours. */
export function diffusersScriptOf({ image, settings, model }: CopiedImage): string {
  const { packages, module, name, source, remark } = pipelineOf(model);
  const [scheduler, options] = schedulers[settings.scheduler];
  const set = options === undefined ? '' : `, ${options}`;
  const lines = [
    `# pip install ${packages}`,
    'import torch',
    `from diffusers import ${name === 'StableDiffusionPipeline' ? `${scheduler}, ${name}` : scheduler}`,
    ...(module === 'diffusers' ? [] : [`from ${module} import ${name}`]),
    '',
    ...(remark === undefined ? [] : [`# ${remark}`]),
    `pipeline = ${name}.from_pretrained(${source})`,
    `pipeline.scheduler = ${scheduler}.from_config(pipeline.scheduler.config, steps_offset=1${set})`,
    '',
    ...remarksOf(image),
    'image = pipeline(',
    `    prompt=${python(wordsOf(image.prompt, image.reading))},`,
    ...(image.negative === ''
      ? []
      : [`    negative_prompt=${python(wordsOf(image.negative, image.negativeReading))},`]),
    `    num_inference_steps=${settings.steps},`,
    `    guidance_scale=${settings.guidance},`,
    `    width=${settings.width},`,
    `    height=${settings.height},`,
    `    generator=torch.Generator("cpu").manual_seed(${image.seed}),`,
    ').images[0]',
    `image.save(${python(`seed-${image.seed}.png`)})`,
    '',
  ];
  return lines.join('\n');
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

/** A JSON string is a string of Python, too. */
function python(text: string): string {
  return JSON.stringify(text);
}
