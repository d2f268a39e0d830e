/** @file A picture through one of an autoencoder's graphs: whole where that works, else in tiles. */
import { Failure } from '../../../../protocol/failure.ts';
import type { Size } from '../../../images/region.ts';
import type { Say } from '../../../pipelines/note.ts';
import { mapTiles, type Planes, tileGrid } from '../../../pipelines/tiles.ts';
import type { OpenGraph } from './autoencoder-graph.ts';

/** More latents than this go through in tiles from the start: those of 1024×1024 pixels do not. */
const WHOLE_AREA = 128 * 128;

/** Sides of tiles in latents; the smaller ones where memory is short even then. */
const TILE_SIDES = [64, 32];

/** Remembers for how much memory was short. */
export class PieceRunner {
  /** The largest area, in latents, that is tried as a whole. */
  #wholeArea = WHOLE_AREA;

  /** Whole where that works, else in tiles of the largest size that does. */
  async run(graph: OpenGraph, whole: Planes, say: Say): Promise<Planes> {
    const size = { width: whole.width / graph.scale.from, height: whole.height / graph.scale.from };
    if (graph.fixed !== undefined) return this.#atFixedSize(graph, whole, size, say);
    return firstThatFits([
      ...(size.width * size.height <= this.#wholeArea ? [() => this.#whole(graph, whole, size)] : []),
      ...tileSides(size).map((side) => () => this.#inTiles(graph, whole, size, side, say)),
    ]);
  }

  async #whole(graph: OpenGraph, whole: Planes, size: Size): Promise<Planes> {
    try {
      return await graph.run(whole);
    } catch (error) {
      if (Failure.is(error, 'memory-short')) this.#wholeArea = size.width * size.height - 1;
      throw error;
    }
  }

  async #inTiles(graph: OpenGraph, whole: Planes, size: Size, side: number, say: Say): Promise<Planes> {
    const planes = await mapTiles(tileGrid(size, { width: side, height: side }), whole, graph.scale, graph.run);
    const isLarge = size.width * size.height > WHOLE_AREA && side === TILE_SIDES[0];
    const why = isLarge ? 'as it is large' : 'as memory was short';
    say(`The picture was ${graph.work} in tiles of ${pixelsOf(graph, side)} pixels, ${why}.`);
    return planes;
  }

  /** A graph of one size takes larger pictures in tiles of it. */
  async #atFixedSize(graph: OpenGraph, whole: Planes, size: Size, say: Say): Promise<Planes> {
    const { width, height } = graph.fixed!;
    if (size.width === width && size.height === height) return graph.run(whole);
    const sides = `${pixelsOf(graph, width)}×${pixelsOf(graph, height)}`;
    if (size.width < width || size.height < height) {
      throw new Failure(
        'plan-invalid',
        `The autoencoder of ${graph.place.model} was exported for pictures of ${sides} pixels; change \`size\`.`,
      );
    }
    say(`The picture was ${graph.work} in tiles of ${sides} pixels, the only size that the model's file takes.`);
    return mapTiles(tileGrid(size, { width, height }), whole, graph.scale, graph.run);
  }
}

function pixelsOf({ place }: OpenGraph, latents: number): number {
  return latents * place.pixelsPerLatent;
}

/** Those that part it; a small picture that does not fit has none. */
function tileSides({ width, height }: Size): readonly number[] {
  return TILE_SIDES.filter((side) => side < Math.max(width, height));
}

/** What the first way that memory is enough for gives. */
async function firstThatFits<T>([way, ...others]: readonly (() => Promise<T>)[]): Promise<T> {
  try {
    return await way!();
  } catch (error) {
    if (others.length === 0 || !Failure.is(error, 'memory-short')) throw error;
    return firstThatFits(others);
  }
}
