/** A request without an answer. */
export function quietly<Params>(act: (params: Params) => unknown): (params: Params) => Promise<null> {
  return async (params) => {
    await act(params);
    return null;
  };
}
