/** @file Colour and shape of a class on the map: neighbours in the list differ in both, and 42 classes in one of them. */
import type { Point } from './map-view.ts';

/** VS Code's own for charts, but for orange, which is pale in light themes. */
const colours = [
  { variable: '--vscode-charts-blue', fallback: '#3794ff' },
  { variable: '--vscode-charts-red', fallback: '#f14c4c' },
  { variable: '--vscode-charts-green', fallback: '#89d185' },
  { variable: '--vscode-charts-purple', fallback: '#b180d7' },
  { variable: '--vscode-charts-yellow', fallback: '#cca700' },
  { variable: '--vscode-terminal-ansiCyan', fallback: '#11a8cd' },
] as const;

/** Corners on the unit circle's box, or a circle. */
const shapes: readonly (readonly Point[] | 'circle')[] = [
  'circle',
  corners(4, 45),
  corners(3, -90),
  corners(4, 0),
  cross(),
  corners(3, 90),
  corners(6, 0),
];

/** As CSS has it, for elements. */
export function signColour(index: number): string {
  const { variable, fallback } = colours[index % colours.length] ?? colours[0];
  return `var(${variable}, ${fallback})`;
}

/** As a canvas wants it: the colours of the theme that is on. */
export function readColours(style: CSSStyleDeclaration): readonly string[] {
  return colours.map(({ variable, fallback }) => {
    const found = style.getPropertyValue(variable).trim();
    return found === '' ? fallback : found;
  });
}

/** The outline of a class's sign as the data of an SVG path, which canvases draw too. @param radius pixels */
export function signPath(index: number, radius: number, [x, y]: Point): string {
  const shape = shapes[index % shapes.length];
  if (shape === undefined || shape === 'circle') {
    const r = radius * 0.9;
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  }
  return `M${shape.map(([px, py]) => `${x + px * radius} ${y + py * radius}`).join('L')}Z`;
}

/** @param turn degrees */
function corners(count: number, turn: number): readonly Point[] {
  return Array.from({ length: count }, (_, index): Point => {
    const angle = ((turn + (360 * index) / count) * Math.PI) / 180;
    return [Math.cos(angle) * 1.1, Math.sin(angle) * 1.1];
  });
}

function cross(): readonly Point[] {
  const [a, b] = [0.36, 1.05];
  return [
    [-a, -b],
    [a, -b],
    [a, -a],
    [b, -a],
    [b, a],
    [a, a],
    [a, b],
    [-a, b],
    [-a, a],
    [-b, a],
    [-b, -a],
    [-a, -a],
  ];
}
