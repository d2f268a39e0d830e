import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The product's version, from the manifest above this file: the sources and the bundle lie at different depths. */
export function engineVersion(): string {
  const manifest = manifestAbove(path.dirname(fileURLToPath(import.meta.url)));
  const content: unknown = manifest === undefined ? undefined : JSON.parse(readFileSync(manifest, 'utf8'));
  const isManifest = typeof content === 'object' && content !== null && 'version' in content;
  return isManifest ? String(content.version) : 'unknown';
}

function manifestAbove(folder: string): string | undefined {
  const candidate = path.join(folder, 'package.json');
  if (existsSync(candidate)) return candidate;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : manifestAbove(parent);
}
