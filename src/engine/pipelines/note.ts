/** Tells people, in one sentence, that something is done otherwise than asked. */
export type Say = (note: string) => void;
