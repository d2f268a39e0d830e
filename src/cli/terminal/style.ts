/** @file Colours of the terminal, as far as it has any. */

/** Bits of colour, as `tty.WriteStream.getColorDepth()` counts: 1 is none. */
export type ColourDepth = 1 | 4 | 8 | 24;

type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
  /** A cell of a confusion matrix, shaded by its share of the row. */
  shade(text: string, share: number, isDiagonal: boolean): string;
}

const none: Paint = (text) => text;

/** Opens and closes one attribute; closing inside text reopens, so that paints can be nested. */
function sgr(open: string, close: string): Paint {
  return (text) =>
    text === '' ? '' : `\x1b[${open}m${text.replaceAll(`\x1b[${close}m`, `$&\x1b[${open}m`)}\x1b[${close}m`;
}

export const plainStyle: Style = {
  bold: none,
  dim: none,
  red: none,
  green: none,
  yellow: none,
  cyan: none,
  shade: none,
};

export function createStyle(depth: ColourDepth): Style {
  if (depth === 1) return plainStyle;
  const shades = depth === 4 ? basicShades : fineShades;
  return {
    bold: sgr('1', '22'),
    dim: sgr('2', '22'),
    red: sgr('31', '39'),
    green: sgr('32', '39'),
    yellow: sgr('33', '39'),
    cyan: sgr('36', '39'),
    shade: (text, share, isDiagonal) => shadeOf(shades[isDiagonal ? 'right' : 'wrong'], share)(text),
  };
}

/** From the strongest: the first step whose share is reached is used. */
type Shades = readonly { readonly from: number; readonly paint: Paint }[];

function shadeOf(shades: Shades, share: number): Paint {
  return shades.find(({ from }) => share >= from)?.paint ?? none;
}

/** Sets letters and ground together, so that the cell is readable on a light and on a dark terminal. */
function cell(letters: number, ground: number): Paint {
  return (text) => `\x1b[38;5;${letters};48;5;${ground}m${text}\x1b[39;49m`;
}

const white = 231;
const black = 16;

/** 256 colours: blues for what is right, from sand to red for what is wrong (safe for red-green blindness). */
const fineShades: Record<'right' | 'wrong', Shades> = {
  right: [
    { from: 0.9, paint: cell(white, 24) },
    { from: 0.75, paint: cell(white, 31) },
    { from: 0.5, paint: cell(black, 74) },
    { from: 0.25, paint: cell(black, 110) },
    { from: 0, paint: cell(black, 153) },
  ],
  wrong: [
    { from: 0.5, paint: cell(white, 124) },
    { from: 0.25, paint: cell(white, 160) },
    { from: 0.1, paint: cell(black, 208) },
    { from: 0.04, paint: cell(black, 222) },
    { from: 0.015, paint: cell(black, 230) },
  ],
};

const basicShades: Record<'right' | 'wrong', Shades> = {
  right: [{ from: 0.5, paint: sgr('97;44', '39;49') }],
  wrong: [
    { from: 0.25, paint: sgr('97;41', '39;49') },
    { from: 0.1, paint: sgr('30;43', '39;49') },
  ],
};
