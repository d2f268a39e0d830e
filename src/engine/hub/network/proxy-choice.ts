/** @file Which proxy of the environment an encrypted server is reached through, as curl and Python's libraries choose. */
import { Failure } from '../../../protocol/failure.ts';

type Variables = { readonly [name: string]: string | undefined };

/**
 * Undefined when it is reached directly.
 * @throws Failure `hub-unreachable` when the variable holds no address of an HTTP proxy
 */
export function proxyFor(server: URL, variables: Variables): string | undefined {
  const written = settingOf(variables, 'https_proxy') ?? settingOf(variables, 'all_proxy');
  if (written === undefined || isExempt(server, settingOf(variables, 'no_proxy') ?? '')) return undefined;
  const address = written.includes('://') ? written : `http://${written}`;
  if (URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol)) return address;
  throw new Failure(
    'hub-unreachable',
    'The variable `HTTPS_PROXY` (or `ALL_PROXY`) holds no address of an HTTP proxy; correct it, or add the hub to `NO_PROXY`.',
  );
}

/** In small letters first, as most programs look. */
function settingOf(variables: Variables, name: string): string | undefined {
  const value = variables[name] ?? variables[name.toUpperCase()];
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

/** @param exempt names of hosts, each of which means its subdomains too, with a port or without; `*` means all */
function isExempt({ hostname, port }: URL, exempt: string): boolean {
  const hosts = exempt.split(/[\s,]+/).filter((host) => host !== '');
  return hosts.some((host) => {
    const [, name = '', ofPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(host.toLowerCase()) ?? [];
    if (host === '*') return true;
    const isPort = ofPort === undefined || ofPort === (port === '' ? '443' : port);
    return isPort && name !== '' && (hostname === name || hostname.endsWith(`.${name}`));
  });
}
