/** @file What evaluating takes beside the model: real images over bare embedding, and a large one with a stand-in. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { ModelOfRole, ModelOpener, ModelRole } from '../src/engine/execution/models/model-opener.ts';
import { nativeModels } from '../src/engine/execution/models/native-models.ts';
import { Executor } from '../src/engine/executor.ts';
import { digestOf } from '../src/engine/files/digest.ts';
import type { Judge } from '../src/engine/models/judge.ts';
import { embedFiles } from '../src/engine/pipelines/embed-files.ts';
import type { EvaluationPlan, JudgedClassPlan, SourceSpan } from '../src/language/plan/plan.ts';
import { createLanguageService } from '../src/language/service.ts';
import { exampleFolder } from './example-recipe.ts';
import { median, pairedRatios, type Ratios } from './ratios.ts';

const starterPack = fileURLToPath(new URL('../models/starter', import.meta.url));
const never = new AbortController().signal;

/** Seconds of a clock, and of all processors together, which other programs on the machine change less. */
export interface Seconds {
  readonly wall: number;
  readonly cpu: number;
}

export interface EvaluationFigures {
  readonly images: number;
  /** Medians. */
  readonly evaluation: Seconds;
  /** Of embedding the same texts and files and doing nothing else. */
  readonly bare: Seconds;
  /** Of the same evaluation again, with nothing changed. */
  readonly again: Seconds;
  /** Of evaluation over bare embedding. */
  readonly wall: Ratios;
  readonly cpu: Ratios;
}

/** Every round judges the example's photographs with an empty store; the model stays loaded. */
export async function measureEvaluation(rounds: number, threads: number): Promise<EvaluationFigures> {
  const plan = await exampleEvaluation();
  const store = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-evaluate-'));
  const opener = nativeModels({ provider: 'cpu', threads });
  const executor = new Executor({
    settings: { workspace: exampleFolder, store, starterPack, trustedModelFolders: [] },
    opener,
  });
  const judge = await opener.open('judge', { folder: path.join(starterPack, 'clip'), adapters: [] });
  try {
    const { sources } = await evaluateWith(executor, plan);
    const files = sources.flatMap(({ images }) => images.map(({ file }) => file));
    const texts = [...new Set(plan.classes.flatMap(({ prompts }) => prompts.map(({ text }) => text)))];
    await bareEmbedding(judge, { texts, files });
    const taken: { readonly evaluation: Seconds; readonly bare: Seconds; readonly again: Seconds }[] = [];
    for (let round = 0; round < rounds; round++) {
      await rm(store, { recursive: true });
      const evaluation = await timed(() => evaluateWith(executor, plan));
      const bare = await timed(() => bareEmbedding(judge, { texts, files }));
      taken.push({ evaluation, bare, again: await timed(() => evaluateWith(executor, plan)) });
    }
    const [evaluations, bares] = [taken.map(({ evaluation }) => evaluation), taken.map(({ bare }) => bare)];
    return {
      images: files.length,
      evaluation: medians(evaluations),
      bare: medians(bares),
      again: medians(taken.map(({ again }) => again)),
      wall: pairedRatios(
        evaluations.map(({ wall }) => wall),
        bares.map(({ wall }) => wall),
      ),
      cpu: pairedRatios(
        evaluations.map(({ cpu }) => cpu),
        bares.map(({ cpu }) => cpu),
      ),
    };
  } finally {
    await judge.dispose();
    await executor.dispose();
    await rm(store, { recursive: true, force: true });
  }
}

function medians(taken: readonly Seconds[]): Seconds {
  return { wall: median(taken.map(({ wall }) => wall)), cpu: median(taken.map(({ cpu }) => cpu)) };
}

/** Its real images alone. */
async function exampleEvaluation(): Promise<EvaluationPlan> {
  const { plan } = await createLanguageService().open(path.join(exampleFolder, 'fashion.vlprompt'), exampleFolder);
  const [evaluation] = plan?.evaluations ?? [];
  if (evaluation === undefined) throw new Error('The example declares no evaluation.');
  return { ...evaluation, on: evaluation.on.filter(({ kind }) => kind === 'data'), statements: [] };
}

async function bareEmbedding(
  judge: Judge,
  { texts, files }: { readonly texts: readonly string[]; readonly files: readonly string[] },
): Promise<void> {
  await judge.embedTexts(texts, never);
  for await (const batch of embedFiles(judge, files, never)) {
    if (batch.some(({ kind }) => kind === 'skipped')) throw new Error('A picture is damaged.');
  }
}

export interface LargeFigures {
  readonly images: number;
  readonly classes: number;
  readonly templates: number;
  /** Decoding all files and nothing else. */
  readonly decoding: Seconds;
  /** With an empty store. */
  readonly first: Seconds;
  /** Nothing changed, in a process that knows nothing yet. */
  readonly again: Seconds;
  /** One template of all changed. */
  readonly template: Seconds;
  /** From the question to the report that is kept. */
  readonly lastReport: Seconds;
  /** What each of the lines contributes. */
  readonly contributions: Seconds;
  /** Bytes of the process at the end. */
  readonly memory: number;
}

const large = { images: 10_000, classes: 100, templates: 80 } as const;
const dimensions = 512;

/** Everything but the model: its embeddings are made up on the spot. */
export async function measureLargeEvaluation(): Promise<LargeFigures> {
  const workspace = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-large-'));
  try {
    const files = await writeImages(path.join(workspace, 'data'));
    const decoding = await timed(() => bareEmbedding(standIn, { texts: [], files }));
    const [plan, other] = [largePlan(''), largePlan(' now')];
    const first = await inNewProcess(workspace, (executor) => evaluateWith(executor, plan));
    const again = await inNewProcess(workspace, (executor) => evaluateWith(executor, plan));
    const template = await inNewProcess(workspace, (executor) => evaluateWith(executor, other));
    const lastReport = await inNewProcess(workspace, async (executor) => {
      if ((await executor.lastReport(other)) === null) throw new Error('The report is not there.');
    });
    const contributions = await inNewProcess(workspace, (executor) => drain(executor.contributions(plan, never)));
    const memory = process.memoryUsage().rss;
    return { ...large, decoding, first, again, template, lastReport, contributions, memory };
  } finally {
    await rm(workspace, { recursive: true });
  }
}

/** Distinct, and as small as pictures can be. */
async function writeImages(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (let c = 0; c < large.classes; c++) {
    const home = path.join(folder, `class ${c}`);
    await mkdir(home, { recursive: true });
    const some = await Promise.all(
      Array.from({ length: large.images / large.classes }, async (_, i) => {
        const file = path.join(home, `${i}.png`);
        const colour = { r: c, g: i, b: 7 };
        const png = sharp({ create: { width: 16, height: 16, channels: 3, background: colour } }).png();
        await writeFile(file, await png.toBuffer());
        return file;
      }),
    );
    files.push(...some);
  }
  return files;
}

const span: SourceSpan = { file: 'a.vlprompt', start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

/** @param tail of the last template */
function largePlan(tail: string): EvaluationPlan {
  const classes = Array.from(
    { length: large.classes },
    (_, c): JudgedClassPlan => ({
      name: `class ${c}`,
      prompts: Array.from({ length: large.templates }, (_, line) => ({
        text: `template ${line} of class ${c}${line === large.templates - 1 ? tail : ''}`,
        source: { ...span, start: { line, character: 0 }, end: { line, character: 1 } },
      })),
    }),
  );
  const data = { name: 'data', path: 'data', labels: 'folders', role: 'holdout', span } as const;
  const key = digestOf(JSON.stringify(classes));
  const model = { spec: { kind: 'starter', name: 'clip' } } as const;
  return { name: 'large', model, method: 'zeroshot', classes, on: [{ kind: 'data', data }], statements: [], key, span };
}

/** As a window finds it that was just opened: nothing of what the executor has in memory. */
async function inNewProcess(workspace: string, work: (executor: Executor) => Promise<unknown>): Promise<Seconds> {
  const settings = { workspace, store: path.join(workspace, '.vlprompt'), starterPack, trustedModelFolders: [] };
  const executor = new Executor({ settings, opener: standInOpener });
  try {
    return await timed(() => work(executor));
  } finally {
    await executor.dispose();
  }
}

/** Numbers in [−1, 1) that hang on the seed alone, around a direction of its class. */
function madeUp(seed: number, towards: number): Float32Array {
  let state = seed + 1;
  return Float32Array.from({ length: dimensions }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1 + (i % large.classes === towards ? 1 : 0);
  });
}

const standIn: Judge = {
  family: 'stand-in',
  provider: 'cpu',
  precision: 'fp32',
  digest: digestOf('stand-in'),
  numericsVersion: 1,
  tokenLimit: 75,
  logitScale: 20,
  dimensions,
  countTokens: (text) => text.length,
  embedTexts: async (texts) => texts.map((text, i) => madeUp(i, Number(/class (\d+)/.exec(text)?.[1]))),
  embedImages: async (images) => images.map(({ data }) => madeUp(256 * data[0]! + data[1]!, data[0]!)),
  dispose: async () => {},
};

const standInOpener: ModelOpener = {
  async open<R extends ModelRole>(role: R): Promise<ModelOfRole[R]> {
    const models: Partial<ModelOfRole> = { judge: standIn };
    const model = models[role];
    if (model === undefined) throw new Error('Nothing is drawn here.');
    return model as ModelOfRole[R]; // The table's own type, lost in `Partial`.
  },
};

function evaluateWith(executor: Executor, plan: EvaluationPlan) {
  return drain(executor.evaluate(plan, never));
}

async function drain<Result>(work: AsyncGenerator<unknown, Result>): Promise<Result> {
  for (;;) {
    const next = await work.next();
    if (next.done) return next.value;
  }
}

async function timed(work: () => Promise<unknown>): Promise<Seconds> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 };
}
