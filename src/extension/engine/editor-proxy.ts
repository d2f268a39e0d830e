/** @file The editor's own proxy as variables of the engine's environment, where nothing else names one. */

/** Settings of the editor, as it has them. */
export interface ProxySettings {
  /** `http.proxy` */
  readonly proxy: string | undefined;
  /** `http.noProxy` */
  readonly noProxy: readonly string[] | undefined;
  /** `http.proxySupport`: `off`, `on`, `override`, … */
  readonly support: string | undefined;
}

const names = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/** @param environment of this process, which the engine gets as well */
export function proxyVariables(
  { proxy = '', noProxy = [], support }: ProxySettings,
  environment: { readonly [name: string]: string | undefined },
): { readonly [name: string]: string } {
  const isNamed = names.some((name) => (environment[name] ?? '') !== '');
  if (proxy.trim() === '' || support === 'off' || isNamed) return {};
  return { HTTPS_PROXY: proxy.trim(), ...(noProxy.length > 0 && { NO_PROXY: noProxy.join(',') }) };
}
