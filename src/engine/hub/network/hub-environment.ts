/** @file What the environment says of the hub, by the variables of its own Python library. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';

export interface HubEnvironment {
  /** Address without a slash at its end. */
  readonly endpoint: string;
  /** Absolute path of the cache's folder, shared with Python. */
  readonly cache: string;
  readonly offline: boolean;
  /** Read when it is needed: a user may log in meanwhile. */
  token(): Promise<string | undefined>;
}

type Variables = { readonly [name: string]: string | undefined };

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** @throws Failure `hub-unreachable` when `HF_ENDPOINT` is no address that may be asked */
export function hubEnvironment(variables: Variables): HubEnvironment {
  const home = folderOf(variables, 'HF_HOME') ?? path.join(cacheHome(variables), 'huggingface');
  return {
    endpoint: endpoint(variables.HF_ENDPOINT),
    cache:
      folderOf(variables, 'HF_HUB_CACHE') ?? folderOf(variables, 'HUGGINGFACE_HUB_CACHE') ?? path.join(home, 'hub'),
    offline: isOn(variables.HF_HUB_OFFLINE),
    token: () => findToken(variables, home),
  };
}

/** Whether a token may be sent to an address and files be taken from it. */
export function isSafeAddress(address: URL): boolean {
  return address.protocol === 'https:' || (address.protocol === 'http:' && LOOPBACK.test(address.hostname));
}

function endpoint(written: string | undefined): string {
  if (written === undefined || written.trim() === '') return 'https://huggingface.co';
  const address = URL.canParse(written) ? new URL(written) : undefined;
  const isPlain = address !== undefined && address.username === '' && address.search === '' && address.hash === '';
  if (isPlain && isSafeAddress(address)) return address.href.replace(/\/+$/, '');
  throw new Failure(
    'hub-unreachable',
    'The variable `HF_ENDPOINT` is no address of a hub; it must begin with `https://` (`http://` only for this machine).',
  );
}

function cacheHome(variables: Variables): string {
  return folderOf(variables, 'XDG_CACHE_HOME') ?? path.join(homedir(), '.cache');
}

function folderOf(variables: Variables, name: string): string | undefined {
  const written = variables[name];
  if (written === undefined || written === '') return undefined;
  return path.resolve(written.replace(/^~(?=$|[/\\])/, homedir()));
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && ['1', 'on', 'yes', 'true'].includes(value.toLowerCase());
}

async function findToken(variables: Variables, home: string): Promise<string | undefined> {
  const written = usable(variables.HF_TOKEN) ?? usable(variables.HUGGING_FACE_HUB_TOKEN);
  if (written !== undefined) return written;
  const file = folderOf(variables, 'HF_TOKEN_PATH') ?? path.join(home, 'token');
  return usable(await readFile(file, 'utf8').catch(() => undefined));
}

/** Without the line break that files and shells add; anything that cannot stand in a header is none. */
function usable(token: string | undefined): string | undefined {
  const plain = token?.trim();
  return plain !== undefined && isToken(plain) ? plain : undefined;
}

/** Whether a text can stand in a header. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]{1,1000}$/.test(text);
}
