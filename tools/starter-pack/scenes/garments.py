"""Garments: Fashion-MNIST photographs (28x28 grey), enlarged, tinted and put on backgrounds.

Data: Han Xiao, Kashif Rasul, Roland Vollgraf, "Fashion-MNIST", 2017, MIT licence (Debian package dataset-fashion-mnist).
"""
import gzip
import os

import numpy as np
from PIL import Image, ImageFilter

from .palette import COLOURS

FOLDER = os.environ.get('FASHION_MNIST', '/usr/share/datasets/fashion-mnist')
CLASSES = ['t-shirt', 'trousers', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot']
SOLID = {0, 1, 2, 3, 4, 6}  # cloth without openings: what a mask encloses belongs to the garment
TINTS = [c for c in COLOURS if c not in ('black', 'white', 'gray')]
BACKGROUNDS = {'black': (0, 0, 0), 'white': (250, 250, 250), 'gray': (140, 140, 145), 'plain': (226, 226, 226)}


def load(split):
    """(images uint8 [n,28,28], labels uint8 [n]) of 'train' or 'test'."""
    stem = os.path.join(FOLDER, {'train': 'train', 'test': 't10k'}[split])
    read = lambda name, skip: np.frombuffer(gzip.open(f'{stem}-{name}-ubyte.gz').read(), np.uint8, offset=skip)
    return read('images-idx3', 16).reshape(-1, 28, 28), read('labels-idx1', 8)


def masks(images, labels):
    """Where the garment is, float32 0..1 [n,28,28]: not connected to the border through near-black pixels."""
    dark = images < 8
    outside = np.pad(dark, ((0, 0), (1, 1), (1, 1)), constant_values=True)
    passable, reached = outside.copy(), np.zeros_like(outside)
    reached[:, 0], reached[:, -1], reached[:, :, 0], reached[:, :, -1] = True, True, True, True
    for _ in range(60):
        grown = reached.copy()
        grown[:, 1:] |= reached[:, :-1]; grown[:, :-1] |= reached[:, 1:]
        grown[:, :, 1:] |= reached[:, :, :-1]; grown[:, :, :-1] |= reached[:, :, 1:]
        grown &= passable | reached
        if (grown == reached).all():
            break
        reached = grown
    solid = np.isin(labels, list(SOLID))[:, None, None]
    return np.where(solid, ~reached[:, 1:-1, 1:-1], ~dark).astype(np.float32)


def random_spec(rng, label):
    """`{kind, label, tint, background, blur}`; a tint of None keeps the photograph's grey."""
    background = rng.choices(('black', 'white', 'gray', 'plain'), (.2, .32, .24, .24))[0]
    tint = rng.choice(TINTS) if background == 'black' or rng.random() < .45 else None
    return {'kind': 'garment', 'label': int(label), 'tint': tint, 'background': background, 'blur': rng.random() < .06}


def plain_spec(label):
    return {'kind': 'garment', 'label': int(label), 'tint': None, 'background': 'black', 'blur': False}


def render_original(image):
    """What a CLIP preprocessor makes of a 28x28 photograph: Pillow bicubic to 64x64. uint8 [64,64,3]."""
    return np.asarray(Image.fromarray(image).resize((64, 64), Image.BICUBIC).convert('RGB'))


def render(image, mask, spec):
    """The photograph at 56x56 with a margin of 4, tinted and on its background. uint8 [64,64,3]."""
    grey = _enlarge(image.astype(np.float32)) / 255
    if spec['tint'] is None and spec['background'] == 'black':
        return _to_bytes(np.repeat(grey[..., None], 3, 2) * 255)
    alpha = _smooth(_enlarge(mask))[..., None]
    neutral = (240, 240, 242) if spec['background'] == 'gray' else (178, 178, 184)  # to stand out from the background
    ink = np.array(COLOURS[spec['tint']] if spec['tint'] else neutral, np.float32)
    light = (.38 + .72 * grey if spec['tint'] else .2 + .8 * grey)[..., None]
    return _to_bytes(ink * light * alpha + np.array(BACKGROUNDS[spec['background']], np.float32) * (1 - alpha))


def _enlarge(plane):
    big = np.asarray(Image.fromarray(plane.astype(np.float32)).resize((56, 56), Image.BICUBIC))
    return np.pad(np.clip(big, 0, None), 4)


def _smooth(mask):
    """Rounds off the steps of a 28-pixel outline."""
    soft = Image.fromarray(np.round(mask * 255).clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.6))
    return np.clip((np.asarray(soft, np.float32) / 255 - .55) * 2.6 + .5, 0, 1)


def _to_bytes(image):
    return np.clip(np.round(image), 0, 255).astype(np.uint8)
