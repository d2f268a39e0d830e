/** @file Telling often changing things at a pace: at once, then at most once an interval, and always the last one. */

/** The clock's two hands that are needed. */
export interface Timer {
  set(callback: () => void, milliseconds: number): unknown;
  clear(handle: unknown): void;
}

export const systemTimer: Timer = {
  set: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout), // only ever given back what `set` made
};

export interface Paced {
  (): void;
  dispose(): void;
}

export function paced(act: () => void, milliseconds: number, timer: Timer = systemTimer): Paced {
  let waiting: unknown;
  let isDue = false;
  const rest = () => {
    waiting = timer.set(() => {
      waiting = undefined;
      if (isDue) fire();
    }, milliseconds);
  };
  const fire = () => {
    isDue = false;
    rest();
    act();
  };
  const call = () => {
    if (waiting === undefined) fire();
    else isDue = true;
  };
  return Object.assign(call, { dispose: () => timer.clear(waiting) });
}

/** Waits until calls have stopped coming for an interval, then acts once. */
export function settled(act: () => void, milliseconds: number, timer: Timer = systemTimer): Paced {
  let waiting: unknown;
  const call = () => {
    timer.clear(waiting);
    waiting = timer.set(act, milliseconds);
  };
  return Object.assign(call, { dispose: () => timer.clear(waiting) });
}
