/** @file One engine for all calls of an assistant: its models stay open between them. */
import type { Engine, EngineOptions } from '../../../engine/client/engine.ts';
import type { Shell } from '../../shell.ts';

export interface KeptEngines {
  /** As `Shell.startEngine`; whoever disposes what it gives ends nothing. */
  readonly startEngine: Shell['startEngine'];
  readonly dispose: () => Promise<void>;
}

/** @param start what really starts one; a start that failed is tried anew at the next call */
export function keptEngines(start: Shell['startEngine']): KeptEngines {
  const kept = new Map<string, Promise<Engine>>();

  const startEngine = async (options: EngineOptions): Promise<Engine> => {
    const key = JSON.stringify(options.settings);
    const known = kept.get(key) ?? start(options);
    kept.set(key, known);
    try {
      return lent(await known);
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };

  const dispose = async (): Promise<void> => {
    const engines = await Promise.allSettled(kept.values());
    await Promise.all(engines.map((engine) => (engine.status === 'fulfilled' ? engine.value.dispose() : undefined)));
  };

  return { startEngine, dispose };
}

function lent(engine: Engine): Engine {
  return {
    calls: engine.calls,
    get state() {
      return engine.state;
    },
    onDidChangeState: (listener) => engine.onDidChangeState(listener),
    restart: (settings) => engine.restart(settings),
    dispose: async () => {},
  };
}
