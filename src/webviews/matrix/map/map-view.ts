/** @file Which part of the plane a map shows, and where a point of it is on the screen. */

/** @property scale pixels a unit of the plane; x and y: what is in the middle */
export interface MapView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

/** Everything in view, with a margin. */
export function fittingView(points: Iterable<Point>, { width, height }: Size): MapView {
  const [xs, ys] = [extent(), extent()];
  for (const [x, y] of points) {
    xs.take(x);
    ys.take(y);
  }
  const scale = Math.min((width - 60) / xs.length, (height - 60) / ys.length);
  return { x: xs.middle, y: ys.middle, scale: Math.max(scale, Number.MIN_VALUE) };
}

export function toScreen({ x, y, scale }: MapView, { width, height }: Size, [px, py]: Point): Point {
  return [(px - x) * scale + width / 2, height / 2 - (py - y) * scale];
}

export function toPlane({ x, y, scale }: MapView, { width, height }: Size, [sx, sy]: Point): Point {
  return [(sx - width / 2) / scale + x, (height / 2 - sy) / scale + y];
}

/** @param by pixels that the picture moves */
export function panned(view: MapView, [dx, dy]: Point): MapView {
  return { ...view, x: view.x - dx / view.scale, y: view.y + dy / view.scale };
}

/** What is under a place of the screen stays there. */
export function zoomedAt(view: MapView, size: Size, at: Point, factor: number): MapView {
  const [x, y] = toPlane(view, size, at);
  const scale = view.scale * factor;
  return { x: x + (view.x - x) / factor, y: y + (view.y - y) / factor, scale };
}

/** Whether a point is inside a closed line, by how often a ray from it crosses the line. */
export function isInside([x, y]: Point, line: readonly Point[]): boolean {
  let inside = false;
  for (const [index, [ax, ay]] of line.entries()) {
    const [bx, by] = line.at(index - 1) ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function extent() {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    take: (value: number) => {
      low = Math.min(low, value);
      high = Math.max(high, value);
    },
    get length() {
      return high > low ? high - low : 1;
    },
    get middle() {
      return high >= low ? (low + high) / 2 : 0;
    },
  };
}
