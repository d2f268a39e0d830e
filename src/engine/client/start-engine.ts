import type { Engine, EngineOptions } from './engine.ts';
import { requireEngineShipped } from './engine-left-out.ts';
import { SupervisedEngine } from './supervised-engine.ts';

/**
 * Starts an engine process and keeps one alive.
 * @returns once the process has answered `initialize`
 * @throws Failure `engine-not-started` with the reason, and whatever `initialize` throws (`store-read-only`, …)
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  await requireEngineShipped(options.entry);
  const engine = new SupervisedEngine(options);
  await engine.start();
  return engine;
}
