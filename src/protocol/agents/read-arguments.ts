/** @file What a model hands over to a tool, looked at before it is used: models make mistakes, and say anything. */
import { type AgentArguments, type AgentToolName, agentTools, type ToolProperty, type ToolSchema } from './tools.ts';

export type ReadArguments<Name extends AgentToolName> =
  | { readonly kind: 'arguments'; readonly value: AgentArguments[Name] }
  | { readonly kind: 'wrong'; readonly sentence: string };

/** @param given anything; absent when a tool is called without arguments */
export function readArguments<Name extends AgentToolName>(name: Name, given: unknown): ReadArguments<Name> {
  const schema: ToolSchema = agentTools[name].schema;
  const sentence = wrongIn(schema, given ?? {});
  if (sentence !== undefined)
    return { kind: 'wrong', sentence: `${sentence} The tool ${name} takes ${listed(schema)}.` };
  // Looked at by the schema that the type stands for.
  return { kind: 'arguments', value: (given ?? {}) as AgentArguments[Name] };
}

function wrongIn({ properties, required }: ToolSchema, given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return 'Arguments are an object.';
  const entries = Object.entries(given);
  const unknown = entries.find(([key]) => !Object.hasOwn(properties, key));
  if (unknown) return `There is no argument ${JSON.stringify(unknown[0].slice(0, 40))}.`;
  const missing = required.find((key) => !Object.hasOwn(given, key));
  if (missing !== undefined) return `The argument ${missing} is missing.`;
  const bad = entries.find(([key, value]) => !fits(properties[key]!, value)); // Unknown keys are told before.
  return bad && `The argument ${bad[0]} ${wanted(properties[bad[0]]!)}.`;
}

function fits({ type, minimum }: ToolProperty, value: unknown): boolean {
  if (type === 'string') return typeof value === 'string' && value !== '';
  return Number.isSafeInteger(value) && (value as number) >= (minimum ?? Number.MIN_SAFE_INTEGER); // A number by now.
}

function wanted({ type, minimum }: ToolProperty): string {
  if (type === 'string') return 'is a text that is not empty';
  return `is a whole number${minimum === undefined ? '' : ` from ${minimum}`}`;
}

function listed({ properties, required }: ToolSchema): string {
  return Object.keys(properties)
    .map((key) => (required.includes(key) ? key : `${key} (optional)`))
    .join(', ');
}
