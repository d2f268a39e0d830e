/** @file A process that decides until it is killed, and tells of each decision once it is made. */
import { appendDecisions } from '../../../../src/engine/datasets/decisions/decision-log.ts';
import { UlidSource } from '../../../../src/engine/datasets/decisions/ulid.ts';

const ids = new UlidSource();
const workspace = process.argv[2] ?? '';

for (;;) {
  const id = ids.next();
  const event = { id, ts: '2026-03-04T05:06:07.000Z', by: 'jo', op: 'accept', image: 'a'.repeat(64) } as const;
  await appendDecisions(workspace, 'jo', [event]);
  process.stdout.write(`${id}\n`);
}
