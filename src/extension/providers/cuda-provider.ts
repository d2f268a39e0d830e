/** @file Installs and removes the CUDA provider, when a person asks for it: it is no part of the extension. */
import { window } from 'vscode';
import type { EngineCaller } from '../../engine/client/engine.ts';
import { sized } from '../../protocol/texts/figures.ts';
import { withDownloadProgress } from '../models/download-progress.ts';

export interface CudaParts {
  readonly calls: () => Promise<EngineCaller>;
  /** Engines take a provider when they start. */
  readonly restartEngines: () => Promise<void>;
}

const cuda = { provider: 'cuda' } as const;

/** Says what it takes, asks, fetches, verifies, and starts the engines again. */
export async function installCuda({ calls, restartEngines }: CudaParts): Promise<void> {
  const { version, folder, isInstalled, downloadBytes, freeBytes } = await (await calls()).planProvider(cuda);
  if (isInstalled) {
    void window.showInformationMessage(`The CUDA provider ${version} is installed in ${folder}.`);
    return;
  }
  const detail = `It is for onnxruntime ${version} and needs an NVIDIA card with CUDA 12 and cuDNN 9. It goes into ${folder}, whose disk has ${sized(freeBytes)} free. What is fetched is verified.`;
  const install = `Download ${sized(downloadBytes)}`;
  const answer = await window.showInformationMessage('Install the CUDA provider?', { modal: true, detail }, install);
  if (answer !== install) return;
  const engine = await calls();
  await withDownloadProgress('Installing the CUDA provider', (following) => engine.installProvider(cuda, following));
  await restartEngines();
  void window.showInformationMessage('The CUDA provider is installed; *Doctor* says whether it works.');
}

export async function removeCuda({ calls, restartEngines }: CudaParts): Promise<void> {
  const engine = await calls();
  const { wasInstalled } = await engine.removeProvider(cuda);
  if (wasInstalled) await restartEngines();
  const said = wasInstalled ? 'The CUDA provider was removed.' : 'No CUDA provider is installed.';
  void window.showInformationMessage(said);
}
