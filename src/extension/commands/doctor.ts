import { type LogOutputChannel, ProgressLocation, type QuickPickItem, window } from 'vscode';
import type { HealthCheck } from '../../protocol/engine.ts';
import type { EngineHost } from '../engine/engine-host.ts';

const icons: { readonly [S in HealthCheck['state']]: string } = {
  good: '$(pass)',
  info: '$(info)',
  warning: '$(warning)',
  bad: '$(error)',
};

/** Asks the engine of a file's folder what is wrong, and shows every answer. */
export async function runDoctor(uri: string, engines: EngineHost, log: LogOutputChannel): Promise<void> {
  const progress = { location: ProgressLocation.Window, title: 'VLPrompt: looking at everything a run needs' };
  const checks = await window.withProgress(progress, async () => (await engines.engineOf(uri, 'run')).doctor({}));
  for (const { name, state, detail } of checks) log.info(`doctor: ${name}: ${state}: ${detail}`);
  const chosen = await window.showQuickPick(checks.map(itemOf), { title: verdict(checks), matchOnDetail: true });
  if (chosen) log.show(true);
}

function itemOf({ name, state, detail }: HealthCheck): QuickPickItem {
  return { label: `${icons[state]} ${name}`, detail };
}

function verdict(checks: readonly HealthCheck[]): string {
  const wrong = checks.filter(({ state }) => state === 'warning' || state === 'bad').length;
  return wrong === 0 ? 'Everything works' : `${wrong} of ${checks.length} need attention`;
}
