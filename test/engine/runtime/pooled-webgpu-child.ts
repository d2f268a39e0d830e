/**
 * @file Draws on `webgpu` with sessions of a pool, twice in each of two openings, and prints what was told of it, as
 * JSON. A process of its own, as its driver is found through the environment.
 */
import { once } from 'node:events';
import type { ModelOpener } from '../../../src/engine/execution/models/model-opener.ts';
import { nativeModels } from '../../../src/engine/execution/models/native-models.ts';
import type { Painter } from '../../../src/engine/models/painter.ts';
import { modelAt, never } from '../support/fixture.ts';

export interface PooledPicture {
  /** What was told before its runs. */
  readonly told: readonly string[];
  readonly picture: readonly number[];
}

async function draw(models: ModelOpener, painter: Painter): Promise<PooledPicture> {
  const told: string[] = [];
  const end = models.beginRun?.({ signal: never, tell: ({ kind }) => told.push(kind) });
  const settings = { steps: 2, scheduler: 'euler', guidance: 3, width: 8, height: 8 } as const;
  const course = painter.draw({ prompt: 'a red square', negative: '', emphasis: 'none', seed: 3, settings }, never);
  let next = await course.next();
  while (!next.done) next = await course.next();
  end?.();
  return { told, picture: [...next.value.data] };
}

const [folder, cache] = process.argv.slice(2);
const pictures: PooledPicture[] = [];
for (let opening = 0; opening < 2; opening++) {
  const models = nativeModels({ provider: 'webgpu', threads: 1, cache: cache! });
  const painter = await models.open('painter', modelAt(folder!));
  for (let turn = 0; turn < 2; turn++) pictures.push(await draw(models, painter));
  await painter.dispose();
}
if (!process.stdout.write(JSON.stringify(pictures))) await once(process.stdout, 'drain');
