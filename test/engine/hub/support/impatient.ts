import type { HubTiming } from '../../../../src/engine/hub/network/hub-timing.ts';

/** For servers on this machine that never mean to answer. */
export const impatient: HubTiming = { stall: 1000, tries: 4, pause: 1, longestPause: 5, look: 5 };
