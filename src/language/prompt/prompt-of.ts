/** @file The prompt in a string of the tree, scanned once. */
import type { Text } from '../generated/ast.ts';
import { fileOf } from '../tree/file-of.ts';
import { quotedText } from '../tree/places.ts';
import type { Prompt } from './part.ts';
import { scanPrompt } from './scan.ts';

const scanned = new WeakMap<Text, Prompt>();

export function promptOf(text: Text): Prompt {
  let prompt = scanned.get(text);
  if (prompt === undefined) {
    prompt = scanPrompt(quotedText(text), fileOf(text));
    scanned.set(text, prompt);
  }
  return prompt;
}
