"""Coloured shapes: one group, or two groups in a relation, on a plain background.

Layouts are canonical (centre, row, two by two, two halves) with a jitter of a few pixels: a small model learns the outline
of a star far sooner when it need not also learn that stars may be anywhere.
"""
import math

import numpy as np
from PIL import Image, ImageDraw

from .palette import COLOURS, NAMES, vary

SIZE, SUPERSAMPLE = 64, 4
SHAPES = ['circle', 'square', 'triangle', 'star', 'diamond', 'ring', 'cross']
HELD_OUT = ['hexagon', 'heart', 'crescent']  # never rendered for training: the unseen classes of later experiments
RELATIONS = ['left', 'right', 'above', 'below']
OPPOSITE = {'left': 'right', 'right': 'left', 'above': 'below', 'below': 'above'}
BACKGROUNDS = ['white', 'black', 'gray'] * 3 + ['yellow', 'blue', 'green', 'pink', 'cyan']

RADIUS_ALONE = {1: {'small': 9, None: 16, 'large': 25}, 2: {'small': 7, None: 10.6, 'large': 12.8},
                3: {'small': 5.2, None: 7.4, 'large': 8.8}, 4: {'small': 6.5, None: 10, 'large': 13}}
RADIUS_PAIRED = {1: {'small': 7, None: 11, 'large': 14.5}, 2: {'small': 6, None: 8.6, 'large': 11.5},
                 3: {'small': 5, None: 7.5, 'large': 9}}


def random_spec(rng, shapes=SHAPES):
    """A spec `{kind, groups: [{count, size, colour, shape}], relation, background, say_background}`."""
    paired = rng.random() < .42
    groups = [_random_group(rng, paired, shapes)]
    if paired:
        second = _random_group(rng, paired, shapes)
        while second['colour'] == groups[0]['colour'] or (len(shapes) > 1 and second['shape'] == groups[0]['shape']
                                                          and rng.random() < .6):
            second = _random_group(rng, paired, shapes)
        groups.append(second)
    background, said = _random_background(rng, {g['colour'] for g in groups})
    return {'kind': 'shapes', 'groups': groups, 'relation': rng.choice(RELATIONS) if paired else None,
            'background': background, 'say_background': said, 'blur': rng.random() < .04}


def _random_group(rng, paired, shapes):
    count = rng.choices((1, 2, 3), (.8, .12, .08))[0] if paired else rng.choices((1, 2, 3, 4), (.55, .18, .14, .13))[0]
    return {'count': count, 'size': rng.choices((None, 'small', 'large'), (.56, .2, .24))[0],
            'colour': rng.choice(NAMES), 'shape': rng.choice(shapes)}


def _random_background(rng, used):
    if rng.random() < .4:
        return rng.choice([c for c in BACKGROUNDS if c not in used]), True
    return next(c for c in ('white', 'gray', 'black') if c not in used), False


def render(spec, rng):
    """uint8 [64,64,3]."""
    background = vary(COLOURS[spec['background']], rng, 3)
    image = Image.new('RGB', (SIZE * SUPERSAMPLE,) * 2, background)
    paired = len(spec['groups']) == 2
    for group, box in zip(spec['groups'], _boxes(spec['relation'])):
        radius = (RADIUS_PAIRED if paired else RADIUS_ALONE)[group['count']][group['size']]
        fill = vary(COLOURS[group['colour']], rng, 4)
        for x, y in _places(group['count'], box, spec['relation'], radius, rng):
            draw(image, group['shape'], fill, background, x, y, radius * rng.uniform(.96, 1.04))
    return np.asarray(image.resize((SIZE, SIZE), Image.BOX))


def _boxes(relation):
    left, right, top, bottom = (1, 0, 32, 64), (32, 0, 63, 64), (0, 1, 64, 32), (0, 32, 64, 63)
    return {None: [(0, 0, 64, 64)], 'left': [left, right], 'right': [right, left],
            'above': [top, bottom], 'below': [bottom, top]}[relation]


def _places(count, box, relation, radius, rng):
    """Centres in pixels: one in the middle, two and three in a row along the longer side, four two by two."""
    x0, y0, x1, y1 = box
    if count == 1:
        offsets = [(0, 0)]
    elif count == 4:
        offsets = [(dx * 15, dy * 15) for dy in (-1, 1) for dx in (-1, 1)]
    else:
        upright = relation in ('left', 'right')
        step = 64 / (count + .35)
        offsets = [(i - (count - 1) / 2) * step for i in range(count)]
        offsets = [(0, o) if upright else (o, 0) for o in offsets]
    room = max(0., min(2.5, min(x1 - x0, y1 - y0) / 2 - radius - 1.5)) if count == 1 else .8
    shift = [(rng.uniform(-room, room), rng.uniform(-room, room)) for _ in offsets]
    return [((x0 + x1) / 2 + ox + sx, (y0 + y1) / 2 + oy + sy) for (ox, oy), (sx, sy) in zip(offsets, shift)]


def draw(image, shape, fill, background, x, y, radius):
    """Draws one shape; `x`, `y`, `radius` in final pixels, `image` supersampled."""
    x, y, r = x * SUPERSAMPLE, y * SUPERSAMPLE, radius * SUPERSAMPLE
    pen = ImageDraw.Draw(image)
    disc = lambda cx, cy, k, colour: pen.ellipse([cx - k, cy - k, cx + k, cy + k], fill=colour)
    if shape in ('circle', 'ring', 'crescent'):
        disc(x, y, r * .95, fill)
        if shape == 'ring':
            disc(x, y, r * .52, background)
        if shape == 'crescent':
            disc(x + r * .42, y - r * .18, r * .78, background)
    elif shape == 'heart':
        disc(x - r * .45, y - r * .3, r * .5, fill)
        disc(x + r * .45, y - r * .3, r * .5, fill)
        pen.polygon([(x - r * .9, y - r * .1), (x + r * .9, y - r * .1), (x, y + r)], fill=fill)
    else:
        pen.polygon([(x + r * px, y + r * py) for px, py in OUTLINES[shape]], fill=fill)


def _regular(corners, start, radii=(1.,)):
    return [(radii[i % len(radii)] * math.cos(start + 2 * math.pi * i / corners),
             radii[i % len(radii)] * math.sin(start + 2 * math.pi * i / corners)) for i in range(corners)]


OUTLINES = {  # unit outlines, y downwards
    'square': [(-.82, -.82), (.82, -.82), (.82, .82), (-.82, .82)],
    'triangle': [(0, -.98), (1, .8), (-1, .8)],
    'star': _regular(10, -math.pi / 2, (1.08, .45)),
    'diamond': [(0, -1.08), (.72, 0), (0, 1.08), (-.72, 0)],
    'cross': [(-.34, -1), (.34, -1), (.34, -.34), (1, -.34), (1, .34), (.34, .34), (.34, 1), (-.34, 1), (-.34, .34),
              (-1, .34), (-1, -.34), (-.34, -.34)],
    'hexagon': _regular(6, 0),
}
