/** Work that goes on beside the main work, such as writing an image while the next is drawn. */
export class SideWork {
  readonly #running = new Set<Promise<void>>();
  #failed: { readonly error: unknown } | undefined;

  add(work: Promise<void>): void {
    const running = work
      .catch((error: unknown) => {
        this.#failed ??= { error };
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Throws what the first piece of work threw, if one did. */
  throwIfFailed(): void {
    if (this.#failed) throw this.#failed.error;
  }

  /** Waits for all of it; never rejects. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
  }
}
