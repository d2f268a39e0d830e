/** @file Which models are here, what they may take of the memory, and where what is dear to compute is kept. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { modelName } from '../../protocol/model-name.ts';
import { counted, sized } from '../../protocol/texts/figures.ts';
import { hubEnvironment } from '../hub/network/hub-environment.ts';
import { memoryBudget } from '../runtime/sessions/model-memory.ts';
import type { Finding, Patient } from './examine.ts';

/** By their small files; none is opened. */
export async function checkModels({ manager }: Patient): Promise<Finding> {
  const models = await manager.list(AbortSignal.timeout(20_000));
  const bytes = models.reduce((sum, model) => sum + model.bytes, 0);
  const count = (role: string) => models.filter((model) => model.role === role).length;
  const detail = `${counted(count('painter'), 'painter')} and ${counted(count('judge'), 'judge')} are here, ${sized(bytes)}.`;
  const [odd, ...more] = models.filter(({ problem }) => problem !== undefined);
  if (odd === undefined) return { state: 'good', detail };
  const others = more.length === 0 ? '' : ` So it is with ${counted(more.length, 'other')}: \`vlprompt models list\`.`;
  return { state: 'warning', detail: `${detail} ${modelName(odd.spec)} cannot be used: ${odd.problem}${others}` };
}

export async function checkBudget({ settings }: Patient): Promise<Finding> {
  const why = settings.memory > 0 ? 'as the settings say' : '60% of the machine’s memory';
  return { state: 'good', detail: `Open models may take ${sized(memoryBudget(settings.memory))}, ${why}.` };
}

export async function checkHub({ settings }: Patient): Promise<Finding> {
  const { endpoint, cache, offline, token } = hubEnvironment(process.env);
  if (settings.offline || offline)
    return { state: 'info', detail: `Downloads are switched off; models lie in ${cache}.` };
  const known = (await token()) === undefined ? 'no token in the environment' : 'a token in the environment';
  return { state: 'good', detail: `Models come from ${endpoint} when asked for, into ${cache}; ${known}.` };
}

export async function checkCache({ settings }: Patient): Promise<Finding> {
  return {
    state: 'good',
    detail: `Optimised graphs are kept in ${settings.cache}: ${sized(await bytesIn(settings.cache))}.`,
  };
}

/** Of all files below a folder; none where there is no such folder. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
