import path from 'node:path';
import { workspace as editor } from 'vscode';
import { cacheFolder } from '../../engine/client/cache-folder.ts';
import type { EngineLog, EngineOptions } from '../../engine/client/engine.ts';
import { setting } from '../settings/settings.ts';
import type { Places } from '../workspace/places.ts';
import { type ProxySettings, proxyVariables } from './editor-proxy.ts';

/** What to start the engine of a folder with, from the settings of now. @param log takes each line the process writes */
export function engineOptions(workspace: string, places: Places, log: EngineLog): EngineOptions {
  const node = setting('vlprompt.engine.node');
  return {
    entry: places.engineEntry,
    settings: {
      workspace,
      store: path.join(workspace, '.vlprompt'),
      starterPack: places.starterPack,
      trustedModelFolders: setting('vlprompt.models.trustedFolders'),
      provider: setting('vlprompt.engine.provider'),
      threads: setting('vlprompt.engine.threads'),
      cache: cacheFolder(),
      memory: setting('vlprompt.engine.memory'),
      storeSize: setting('vlprompt.cache.size'),
      offline: setting('vlprompt.models.offline'),
      logLevel: setting('vlprompt.engine.logLevel'),
    },
    ...(node !== '' && { node }),
    variables: proxyVariables(proxySettings(), process.env),
    log,
  };
}

function proxySettings(): ProxySettings {
  const http = editor.getConfiguration('http');
  return {
    proxy: http.get<string>('proxy'),
    noProxy: http.get<readonly string[]>('noProxy'),
    support: http.get<string>('proxySupport'),
  };
}
