/**
 * @file A GPU for tests: the machine's own where there is one, else SwiftShader, the software Vulkan that comes with
 * Chromium. It is fifty times slower than the CPU, so graphs must be small.
 */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { probeProvider } from '../../../src/engine/runtime/providers/providers.ts';

/** The environment a process needs so that `webgpu` works in it; undefined when it cannot. */
export async function gpuEnvironment(): Promise<NodeJS.ProcessEnv | undefined> {
  if ((await probeProvider('webgpu')).works) return process.env;
  const folder = browserFolders().find((path) => existsSync(join(path, 'vk_swiftshader_icd.json')));
  return folder === undefined ? undefined : swiftShader(folder);
}

function browserFolders(): string[] {
  return ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome', dirname(chromium.executablePath())];
}

/** The driver is named twice, for older and newer loaders; the loader itself is beside it. */
function swiftShader(folder: string): NodeJS.ProcessEnv {
  const driver = join(folder, 'vk_swiftshader_icd.json');
  return {
    ...process.env,
    VK_DRIVER_FILES: driver,
    VK_ICD_FILENAMES: driver,
    LD_LIBRARY_PATH: [folder, process.env.LD_LIBRARY_PATH].filter((path) => path !== undefined).join(':'),
    XDG_RUNTIME_DIR: mkdtempSync(join(tmpdir(), 'xdg-')),
  };
}
