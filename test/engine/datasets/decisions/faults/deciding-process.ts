/**
 * @file A process that decides by the engine's own code, and tells of each step once it is on the disk: `<step>
 * <images>` of a decision, `<undo> 0` of an undo. It stops after as many steps as it is told, or when it is killed.
 * Arguments: workspace, reviewer, seed, steps.
 */
import { writeSync } from 'node:fs';
import { decideImages, takeStepBack } from '../../../../../src/engine/datasets/decisions/decide-images.ts';

const [workspace = '', reviewer = '', seed = '0', steps = '0'] = process.argv.slice(2);

/** Numbers from 0 to 1 (Park and Miller 1988, Communications of the ACM 31, 1192–1201). */
let state = (Number(seed) * 7_919 + 1_234_567) % 2147483647;
function chance(): number {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
}

function picture() {
  const digest = Math.floor(chance() * 40)
    .toString(16)
    .padStart(64, 'a');
  return { file: '', hash: digest, pixels: digest };
}

async function step(last: string): Promise<readonly [step: string, images: number]> {
  if (last !== '' && chance() < 0.2) return [(await takeStepBack(workspace, reviewer, last)).step, 0];
  // Some are longer than what is written at once.
  const images = Array.from({ length: chance() < 0.05 ? 200 : Math.ceil(chance() * 3) }, picture);
  const op = chance() < 0.5 ? 'accept' : 'reject';
  const written = await decideImages(workspace, reviewer, images, { op, note: 'n'.repeat(chance() * 300) });
  return [written.step, images.length];
}

let last = '';
for (let done = 0; done < Number(steps); done++) {
  const [id, images] = await step(last);
  last = id;
  writeSync(1, `${id} ${images}\n`);
}
