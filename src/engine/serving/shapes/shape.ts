/**
 * @file Data from another process against the shape it must have. A shape either lets a value pass or throws a Failure
 * that names the place; what a shape does not mention is let through, so that a newer client may say more.
 */
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';

/** @param place for the message, such as `recipe.cells[3].row` */
export type Shape = (value: unknown, place: string) => void;

function refuse(place: string, wanted: string): never {
  const text = `\`${place}\` is not ${wanted}; the editor or command line and the engine are of different versions, or the call was made by hand.`;
  throw new Failure('plan-invalid', text);
}

export function test(wanted: string, isRight: (value: unknown) => boolean): Shape {
  return (value, place) => {
    if (!isRight(value)) refuse(place, wanted);
  };
}

export const text = test('a text', (value) => typeof value === 'string');
export const notEmptyText = test('a text that is not empty', (value) => typeof value === 'string' && value !== '');
export const number = test('a number', (value) => typeof value === 'number' && Number.isFinite(value));
export const digest = test('a SHA-256 in hex', (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
export const absolutePath = test('an absolute path', (value) => {
  return typeof value === 'string' && path.isAbsolute(value) && !value.includes('\0');
});
/** Without the character that ends file names. */
export const pathText = test('a path', (value) => typeof value === 'string' && value !== '' && !value.includes('\0'));

export function integer(least: number, most: number): Shape {
  return test(`a whole number from ${least} to ${most}`, (value) => {
    return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  });
}

export function numberFrom(least: number, most: number): Shape {
  return test(`a number from ${least} to ${most}`, (value) => {
    return typeof value === 'number' && value >= least && value <= most;
  });
}

export function oneOf(...choices: readonly unknown[]): Shape {
  return test(`one of ${choices.join(', ')}`, (value) => choices.includes(value));
}

export function optional(shape: Shape): Shape {
  return (value, place) => {
    if (value !== undefined) shape(value, place);
  };
}

/** @param most entries; more would be looked at for long, or fill the memory later */
export function list(shape: Shape, most = Number.MAX_SAFE_INTEGER): Shape {
  return (value, place) => {
    if (!Array.isArray(value)) return refuse(place, 'a list');
    if (value.length > most) return refuse(place, `a list of at most ${most}`);
    for (const [i, one] of value.entries()) shape(one, `${place}[${i}]`);
  };
}

export function notEmpty(shape: Shape): Shape {
  return (value, place) => {
    shape(value, place);
    if (Array.isArray(value) && value.length === 0) refuse(place, 'a list with something in it');
  };
}

export function record(shapes: { readonly [name: string]: Shape }): Shape {
  return (value, place) => {
    const object = asObject(value, place);
    for (const [name, shape] of Object.entries(shapes)) shape(own(object, name), `${place}.${name}`);
  };
}

/** Alternatives that are told apart by a literal field. */
export function union(field: string, alternatives: { readonly [literal: string]: Shape }): Shape {
  return (value, place) => {
    const literal = own(asObject(value, place), field);
    const shape = typeof literal === 'string' ? own(alternatives, literal) : undefined;
    if (typeof shape !== 'function') {
      return refuse(`${place}.${field}`, `one of ${Object.keys(alternatives).join(', ')}`);
    }
    (shape as Shape)(value, place); // An own entry of a table of shapes.
  };
}

function asObject(value: unknown, place: string): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : refuse(place, 'an object');
}

function own(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}
