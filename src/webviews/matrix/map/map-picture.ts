/** @file Paints a map: images as the signs of their classes, classes' prompts larger and named, a lasso, what is picked. */
import { readColours, signPath } from './class-signs.ts';
import type { MapPoint } from './map-points.ts';
import { type MapView, type Point, type Size, toScreen } from './map-view.ts';

export interface MapPicture {
  readonly view: MapView;
  readonly points: readonly MapPoint[];
  /** Which class's sign a point has. */
  readonly signOf: (point: MapPoint) => number;
  /** Drawn images are hollow. */
  readonly isDrawn: (source: number) => boolean;
  readonly prompts: readonly { readonly place: Point; readonly label: string; readonly class: number }[];
  /** Faint: not what was asked for. */
  readonly isFaint: (point: MapPoint) => boolean;
  readonly picked: ReadonlySet<MapPoint>;
  readonly lasso: readonly Point[];
}

/** @param style of the element whose colours are the theme's */
export function paintMap(canvas: HTMLCanvasElement, style: CSSStyleDeclaration, picture: MapPicture): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const scale = window.devicePixelRatio;
  const size = { width: canvas.width / scale, height: canvas.height / scale };
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  const paint = { context, size, colours: readColours(style), ink: style.color, paper: style.backgroundColor };
  paintPoints(paint, picture);
  paintPrompts(paint, picture);
  paintLasso(paint, picture.lasso);
}

interface Paint {
  readonly context: CanvasRenderingContext2D;
  readonly size: Size;
  readonly colours: readonly string[];
  readonly ink: string;
  readonly paper: string;
}

/** Each sign is painted once and stamped: ten thousand paths would not be smooth. */
function paintPoints(paint: Paint, picture: MapPicture): void {
  const { context, size } = paint;
  const { points, view, isDrawn, signOf, isFaint, picked } = picture;
  const radius = points.length > 3000 ? 3 : 4.5;
  const stamps = new Map<number, HTMLCanvasElement>();
  const rings = new Path2D();
  for (const point of points) {
    const at = toScreen(view, size, point.place);
    if (isOutside(at, size)) continue;
    const [sign, drawn] = [signOf(point), isDrawn(point.id.source)];
    const key = sign * 2 + Number(drawn);
    const stamp = stamps.get(key) ?? stampOf(paint, sign, drawn, radius);
    stamps.set(key, stamp);
    context.globalAlpha = isFaint(point) ? 0.15 : 0.85;
    const extent = radius * 3;
    context.drawImage(stamp, at[0] - extent / 2, at[1] - extent / 2, extent, extent);
    if (picked.has(point)) addRing(rings, at, radius + 3);
  }
  context.globalAlpha = 1;
  stroke(context, rings, paint.ink, 1.5);
}

function stampOf({ colours, ink }: Paint, sign: number, drawn: boolean, radius: number): HTMLCanvasElement {
  const stamp = document.createElement('canvas');
  const scale = window.devicePixelRatio;
  const extent = radius * 3;
  stamp.width = Math.ceil(extent * scale);
  stamp.height = stamp.width;
  const context = stamp.getContext('2d');
  if (!context) return stamp;
  context.scale(stamp.width / extent, stamp.width / extent);
  const path = new Path2D(signPath(sign, radius, [extent / 2, extent / 2]));
  const colour = colours[sign % colours.length] ?? ink;
  if (drawn) stroke(context, path, colour, 1.5);
  else fill(context, path, colour);
  return stamp;
}

function addRing(rings: Path2D, [x, y]: Point, radius: number): void {
  rings.moveTo(x + radius, y);
  rings.arc(x, y, radius, 0, 2 * Math.PI);
}

function paintPrompts({ context, size, colours, ink, paper }: Paint, { prompts, view }: MapPicture): void {
  context.font = '12px sans-serif';
  for (const { place, label, class: index } of prompts) {
    const at = toScreen(view, size, place);
    if (isOutside(at, size)) continue;
    const path = new Path2D(signPath(index, 8, at));
    fill(context, path, colours[index % colours.length] ?? ink);
    stroke(context, path, ink, 2);
    context.strokeStyle = paper;
    context.lineWidth = 3;
    const { width } = context.measureText(label);
    // Beside the sign, on the side where there is room.
    const x = at[0] + 12 + width > size.width ? at[0] - 12 - width : at[0] + 12;
    context.strokeText(label, x, at[1] + 4);
    context.fillStyle = ink;
    context.fillText(label, x, at[1] + 4);
  }
}

function paintLasso({ context, ink }: Paint, lasso: readonly Point[]): void {
  const path = new Path2D();
  for (const [x, y] of lasso) path.lineTo(x, y);
  path.closePath();
  context.setLineDash([4, 3]);
  stroke(context, path, ink, 1.5);
  context.setLineDash([]);
}

function fill(context: CanvasRenderingContext2D, path: Path2D, colour: string): void {
  context.fillStyle = colour;
  context.fill(path);
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

function isOutside([x, y]: Point, { width, height }: Size): boolean {
  return x < -20 || y < -20 || x > width + 20 || y > height + 20;
}
