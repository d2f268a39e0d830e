/**
 * @file The shape of every boundary: one typed map, method name → what goes in, what comes back meanwhile, what comes
 * back at the end. Both ends derive their types from the map, so a missing handler does not compile.
 */

export interface Call<Params, Progress, Result> {
  readonly params: Params;
  readonly progress: Progress;
  readonly result: Result;
}

/** Method name → call; names itself, because interfaces have no index signature. */
export type CallMap<Map> = { readonly [M in keyof Map]: Call<unknown, unknown, unknown> };

/** What the answering end of a boundary must have: one handler a method. */
export type Handlers<Map extends CallMap<Map>> = {
  readonly [M in keyof Map]: (
    params: Map[M]['params'],
    context: { readonly signal: AbortSignal; readonly report: (progress: Map[M]['progress']) => void },
  ) => Promise<Map[M]['result']>;
};

/** What the asking end of a boundary has: one function a method. */
export type Caller<Map extends CallMap<Map>> = {
  readonly [M in keyof Map]: (
    params: Map[M]['params'],
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (progress: Map[M]['progress']) => void },
  ) => Promise<Map[M]['result']>;
};
