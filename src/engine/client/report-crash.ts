import { takeLastCall, writeCrashReport } from './crash-files.ts';
import { type Crash, crashText } from './crash-report.ts';
import type { EngineLog } from './engine.ts';

/**
 * Writes down what is known of a crash. Never rejects.
 * @param engine the process's id
 * @returns the report's absolute path; undefined where the store cannot be written, which the log says
 */
export async function reportCrash(
  crash: Omit<Crash, 'lastCall'>,
  engine: number,
  log: EngineLog,
): Promise<string | undefined> {
  const { store } = crash.settings;
  const lastCall = await takeLastCall(store, engine);
  const text = crashText({ ...crash, ...(lastCall !== undefined && { lastCall }) });
  try {
    return await writeCrashReport(store, crash.at, engine, text);
  } catch (error) {
    log(`The crash report could not be written: ${error instanceof Error ? error.message : String(error)}`, 'warn');
    return undefined;
  }
}
