import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pruneJournals } from '../../../src/engine/store/prune-journals.ts';
import { RunJournal } from '../../../src/engine/store/run-journal.ts';
import { StoreFiles } from '../../../src/engine/store/store-files.ts';

const day = 24 * 60 * 60_000;
const now = Date.UTC(2026, 10, 22, 12);

describe('journals of runs', () => {
  let folder: string;
  let files: StoreFiles;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-journals-'));
    files = new StoreFiles(folder);
    await mkdir(path.join(folder, 'runs'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const start = JSON.stringify({ kind: 'start', recipe: 'preview', images: 1 });

  /** @param last the last line; without one the run was killed */
  async function journal(age: number, last: string | undefined, count = 1): Promise<string> {
    const name = `${new Date(now - age).toISOString().replaceAll(/[-:.]/g, '')}-1-${count}.jsonl`;
    await writeFile(path.join(folder, 'runs', name), `${[start, ...(last === undefined ? [] : [last])].join('\n')}\n`);
    return name;
  }

  const left = async () => (await readdir(path.join(folder, 'runs'))).sort();

  it('go when they are old and the run is over, however it ended', async () => {
    const endings = ['end', 'cancelled', 'failed'].map((kind) => JSON.stringify({ kind }));
    for (const [i, ending] of endings.entries()) await journal(31 * day, ending, i);
    const young = await journal(29 * day, endings[0]);
    const killed = await journal(40 * day, undefined);
    const torn = await journal(41 * day, '{"kind":"en');
    await writeFile(path.join(folder, 'runs', 'notes.txt'), 'mine');
    await pruneJournals(files, now);
    assert.deepEqual(await left(), [killed, torn, young, 'notes.txt'].sort());
  });

  it('go when there are many newer ones', async () => {
    const end = JSON.stringify({ kind: 'end' });
    const names: string[] = [];
    for (let minute = 0; minute < 205; minute++) names.push(await journal(minute * 60_000, end));
    await pruneJournals(files, now);
    assert.deepEqual(await left(), names.slice(0, 200).sort());
  });

  it('of the run at work stay', async () => {
    const running = await RunJournal.start(files, { kind: 'start', recipe: 'preview', images: 1 });
    await pruneJournals(files, Date.now() + 365 * day);
    await running.add({ kind: 'end' });
    assert.equal((await left()).filter((name) => name.endsWith('.jsonl')).length, 1);
    await pruneJournals(files, Date.now() + 365 * day);
    assert.deepEqual(await left(), ['.gitignore']);
  });

  it('need not be there', async () => {
    await rm(path.join(folder, 'runs'), { recursive: true });
    await pruneJournals(files, now);
    assert.deepEqual(await readdir(folder), []);
  });
});
