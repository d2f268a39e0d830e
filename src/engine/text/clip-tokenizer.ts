export { loadTokenizer } from './load-tokenizer.ts';
export type { Tokenizer, TokenRow } from './tokenizer.ts';
