"""Material surfaces, clean or with one defect at a named place."""
import math

import numpy as np
from PIL import Image, ImageDraw

from .palette import COLOURS, vary

SIZE, SUPERSAMPLE = 64, 4
MATERIALS = ['brushed steel', 'painted metal', 'plastic', 'wood', 'concrete', 'fabric']
PAINTS = ['red', 'green', 'blue', 'yellow', 'orange', 'purple', 'white', 'gray']
MATERIAL_COLOURS = {'brushed steel': [None], 'painted metal': PAINTS, 'plastic': PAINTS, 'wood': [None],
                    'concrete': [None], 'fabric': PAINTS}
DEFECTS = ['clean', 'scratch', 'dent', 'stain', 'crack', 'hole']
HELD_OUT = ['rust', 'burn mark', 'blister']  # never rendered for training: the unseen classes of later experiments
PLACES = ['left', 'right', 'top', 'bottom', 'center']
CENTRES = {'left': (17, 32), 'right': (47, 32), 'top': (32, 17), 'bottom': (32, 47), 'center': (32, 32)}
BASE = {'brushed steel': (152, 155, 160), 'wood': (168, 116, 66), 'concrete': (174, 172, 167)}
Y, X = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)


def random_spec(rng, defects=DEFECTS, material=None):
    """`{kind, material, colour, defect, place, say_material, say_colour, say_place, blur}`."""
    material = material or rng.choices(MATERIALS, (.24, .2, .2, .12, .12, .12))[0]
    colour = rng.choice(MATERIAL_COLOURS[material])
    defect = rng.choices(defects, [.22 if d == 'clean' else .16 for d in defects])[0]
    named = defect != 'clean' and rng.random() < .45
    say_material = rng.random() < .88
    return {'kind': 'surface', 'material': material, 'colour': colour, 'defect': defect,
            'place': rng.choice(PLACES) if named else 'center', 'say_place': named, 'say_material': say_material,
            'say_colour': say_material and colour is not None and rng.random() < .85, 'blur': rng.random() < .04}


def render(spec, rng):
    """uint8 [64,64,3]."""
    noise = np.random.default_rng(rng.randrange(1 << 31))
    base = BASE.get(spec['material']) or COLOURS[spec['colour']]
    base = np.array(vary(base, rng, 6), np.float32)
    image = TEXTURES[spec['material']](base, rng, noise)
    if spec['defect'] != 'clean':
        x, y = CENTRES[spec['place']]
        x, y = x + rng.uniform(-2.5, 2.5), y + rng.uniform(-2.5, 2.5)
        image = DRAW[spec['defect']](image, x, y, float(base.mean()), rng, noise)
    return np.clip(np.round(image), 0, 255).astype(np.uint8)


# ---- textures: base colour [3] -> float [64,64,3]

def _gradient(rng, strength):
    angle = rng.uniform(0, 2 * math.pi)
    return strength * ((X - 32) * math.cos(angle) + (Y - 32) * math.sin(angle)) / 45


def _clouds(noise, cells):
    grid = noise.standard_normal((cells, cells)).astype(np.float32)
    return np.asarray(Image.fromarray(grid).resize((SIZE, SIZE), Image.BICUBIC))


def _shade(base, light):
    return base[None, None] + light[..., None]


def _brushed_steel(base, rng, noise):
    streaks = noise.standard_normal((SIZE, 1)).astype(np.float32) * 7
    return _shade(base, streaks + _gradient(rng, rng.uniform(10, 20)))


def _painted_metal(base, rng, noise):
    """A glossy sheet with a rivet in each corner."""
    image = _shade(base, _gradient(rng, rng.uniform(6, 14)))
    rivets = _mask(lambda pen: [_disc(pen, x, y, 2.6) for x in (6, 58) for y in (6, 58)])
    gleam = _mask(lambda pen: [_disc(pen, x - .8, y - .8, 1.1) for x in (6, 58) for y in (6, 58)])
    return _blend(_blend(image, rivets, (70, 72, 76)), gleam, (215, 215, 215))


def _plastic(base, rng, noise):
    """Moulded ribs."""
    ribs = 9 * np.sign(np.sin(X * (2 * math.pi / 8)))
    return _shade(base, ribs + _gradient(rng, rng.uniform(6, 12)))


def _wood(base, rng, noise):
    pitch = rng.uniform(.4, .55)
    warp = _clouds(noise, 4) * 1.6
    return _shade(base, 13 * np.sin(pitch * Y + warp) + 5 * np.sin(2.3 * pitch * Y + 2 * warp))


def _concrete(base, rng, noise):
    return _shade(base, _clouds(noise, 20) * 8 + _clouds(noise, 6) * 6)


def _fabric(base, rng, noise):
    weave = 11 * ((np.floor(X / 4) + np.floor(Y / 4)) % 2 * 2 - 1)
    return _shade(base, weave + _gradient(rng, rng.uniform(3, 8)))


TEXTURES = {'brushed steel': _brushed_steel, 'painted metal': _painted_metal, 'plastic': _plastic, 'wood': _wood,
            'concrete': _concrete, 'fabric': _fabric}


# ---- drawing aids

def _mask(draw):
    """Coverage 0..1 [64,64,1] of what `draw(pen)` fills; coordinates through `_disc` and `_path`."""
    image = Image.new('L', (SIZE * SUPERSAMPLE,) * 2, 0)
    draw(ImageDraw.Draw(image))
    return np.asarray(image.resize((SIZE, SIZE), Image.BOX), np.float32)[..., None] / 255


def _disc(pen, x, y, r):
    pen.ellipse([(x - r) * SUPERSAMPLE, (y - r) * SUPERSAMPLE, (x + r) * SUPERSAMPLE, (y + r) * SUPERSAMPLE], fill=255)


def _path(pen, points, width):
    points = [(x * SUPERSAMPLE, y * SUPERSAMPLE) for x, y in points]
    pen.line(points, fill=255, width=max(1, round(width * SUPERSAMPLE)), joint='curve')


def _blend(image, mask, colour, opacity=1.):
    return image * (1 - opacity * mask) + np.array(colour, np.float32) * opacity * mask


def _soften(mask, times=1):
    for _ in range(times):
        mask = sum(np.roll(mask, (dy, dx), (0, 1)) for dy in (-1, 0, 1) for dx in (-1, 0, 1)) / 9
    return mask


def _around(x, y, radii):
    n = len(radii)
    return [((x + r * math.cos(2 * math.pi * i / n)) * SUPERSAMPLE, (y + r * math.sin(2 * math.pi * i / n)) * SUPERSAMPLE)
            for i, r in enumerate(radii)]


# ---- defects: image, centre, brightness of the material -> image

def _scratch(image, x, y, brightness, rng, noise):
    """A straight bright line with a shadow beside it."""
    angle = rng.choice((-1, 1)) * math.radians(rng.uniform(30, 60))
    half = rng.uniform(15, 17)
    dx, dy = half * math.cos(angle), half * math.sin(angle)
    line = lambda ox, oy, width: _mask(lambda pen: _path(pen, [(x - dx + ox, y - dy + oy), (x + dx + ox, y + dy + oy)], width))
    light = (252, 252, 250) if brightness < 200 else (120, 120, 125)
    image = _blend(image, line(1.5, 1.2, 3), (30, 30, 32), .55)
    return _blend(image, line(0, 0, 3), light)


def _crack(image, x, y, brightness, rng, noise):
    """A dark zigzag with one branch."""
    angle = rng.choice((0, .5)) * math.pi + rng.uniform(-.35, .35)
    side = rng.choice((-1, 1))
    at = lambda along, across: (x + along * math.cos(angle) - across * math.sin(angle),
                                y + along * math.sin(angle) + across * math.cos(angle))
    trunk = [at(-17 + 34 * i / 6, side * (-1) ** i * rng.uniform(2.2, 3.6)) for i in range(7)]
    branch = [trunk[3], at(4, side * -7), at(9, side * -11)]
    crack = _mask(lambda pen: (_path(pen, trunk, 3), _path(pen, branch, 2.4)))
    return _blend(image, crack, (18, 16, 16), .95)


def _dent(image, x, y, brightness, rng, noise):
    """A bowl lit from the upper left: its upper left wall in shadow, the other one bright."""
    r = rng.uniform(10, 12)
    dx, dy = (X - x) / r, (Y - y) / r
    bowl = np.exp(-(dx * dx + dy * dy) ** 2)
    return image + ((dx + dy) * bowl * 95 - 12 * bowl)[..., None]


def _stain(image, x, y, brightness, rng, noise):
    """A brown blotch with a soft irregular edge."""
    r = rng.uniform(10, 12)
    edge = [r * rng.uniform(.8, 1.2) for _ in range(8)]
    blotch = _soften(_mask(lambda pen: pen.polygon(_around(x, y, edge), fill=255)))
    return _blend(image, blotch, vary((84, 56, 26), rng, 6), .8)


def _hole(image, x, y, brightness, rng, noise):
    r = rng.uniform(7.5, 9)
    rim = _mask(lambda pen: _disc(pen, x, y, r + 2))
    image = _blend(image, rim, (235, 235, 232) if brightness < 170 else (120, 118, 116), .75)
    return _blend(image, _mask(lambda pen: _disc(pen, x, y, r)), (10, 10, 12))


def _rust(image, x, y, brightness, rng, noise):
    """Orange-brown specks crowding together."""
    spread = np.exp(-(((X - x) ** 2 + (Y - y) ** 2) / rng.uniform(9, 11) ** 2) ** 1.5)
    specks = np.clip((spread * 1.6 + .55 * _clouds(noise, 32) * (spread > .02) - .55) * 2.5, 0, 1)[..., None]
    tone = np.array((178, 88, 30), np.float32) + 26 * _clouds(noise, 24)[..., None]
    return image * (1 - .92 * specks) + tone * .92 * specks


def _burn_mark(image, x, y, brightness, rng, noise):
    """Charred black in the middle, fading through brown."""
    d = np.sqrt((X - x) ** 2 + (Y - y) ** 2)[..., None] / rng.uniform(11, 13)
    image = _blend(image, np.clip(1.6 - 1.5 * d, 0, 1), (112, 66, 28), .85)
    return _blend(image, np.clip(1.4 - 2.2 * d, 0, 1), (14, 11, 10))


def _blister(image, x, y, brightness, rng, noise):
    """A few raised bubbles, bright above and dark below."""
    for ox, oy, r in ((-6, -3, 5), (5, -5, 4.2), (2, 6, 5.6)):
        dx, dy = (X - x - ox) / r, (Y - y - oy) / r
        inside = np.clip((1.1 - np.sqrt(dx * dx + dy * dy)) * 4, 0, 1)
        image = image + (-(dx + dy) * 60 * inside + 14 * inside)[..., None]
    return image


DRAW = {'scratch': _scratch, 'crack': _crack, 'dent': _dent, 'stain': _stain, 'hole': _hole,
        'rust': _rust, 'burn mark': _burn_mark, 'blister': _blister}
