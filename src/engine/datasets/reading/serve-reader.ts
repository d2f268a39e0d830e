/** @file The process that reads one packed data set for an engine, and may be killed at any time. */
import { Failure } from '../../../protocol/failure.ts';
import { StoreFiles } from '../../store/store-files.ts';
import { type FoundImage, foundImage } from './found-image.ts';
import type { ReaderMessage, ReaderRequest } from './reader-messages.ts';
import { samplesOf } from './reading.ts';

/** Images that are told of at once. */
const BATCH = 32;

/** Reads what the first message asks for, tells its images, and ends. */
export function serveReader(): void {
  process.once('disconnect', () => process.exit(0));
  // The parent is this program; what it sends is of its own types.
  process.once('message', (request) => void answer(request as ReaderRequest));
}

async function answer(request: ReaderRequest): Promise<void> {
  try {
    await tellAll(request);
    await tell({ kind: 'end' });
  } catch (error) {
    const code = Failure.is(error) ? error.code : 'data-corrupt';
    await tell({ kind: 'failure', code, message: error instanceof Error ? error.message : String(error) });
  }
  process.disconnect();
}

async function tellAll({ reading, store, workspace }: ReaderRequest): Promise<void> {
  const files = new StoreFiles(store, workspace);
  let batch: FoundImage[] = [];
  for await (const sample of samplesOf(reading)) {
    try {
      batch.push(await foundImage(files, sample));
    } catch (error) {
      if (!Failure.is(error, 'image-corrupt')) throw error;
      await tell({ kind: 'skipped', reason: error.message });
    }
    if (batch.length < BATCH) continue;
    await tell({ kind: 'images', images: batch });
    batch = [];
  }
  await tell({ kind: 'images', images: batch });
}

/** Resolves when it is on its way, so that a slow parent is not overrun. */
function tell(message: ReaderMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) process.exit(1);
    process.send(message, undefined, undefined, () => resolve());
  });
}
