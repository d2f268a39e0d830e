"""Writes the examples' real images: photographs to test on and to learn from, and rendered surfaces, that no training run has seen."""
import os
import random

import numpy as np
from PIL import Image

from scenes import garments, surfaces
from workspace import REPOSITORY

FASHION, INSPECTION = (os.path.join(REPOSITORY, 'examples', name, 'data', 'holdout') for name in ('fashion', 'inspection'))
SHOTS_FOLDER = os.path.join(os.path.dirname(FASHION), 'shots')
FOLDERS = ['tshirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle_boot']
PHOTOGRAPHS, SHOTS, SURFACES, SEED = 60, 16, 40, 20_000_000

FASHION_README = """# Photographs

`holdout`, to test on: the first {n} images of each class of Fashion-MNIST's **test** split. `shots`, to learn from: the next {shots}
of each class. 28x28 grey PNG files, unchanged. File names are positions in that split. No training run of the starter pack
saw them.

Source: Han Xiao, Kashif Rasul, Roland Vollgraf, *Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning
Algorithms*, 2017 (arXiv:1708.07747). Licence: MIT, see `LICENSE`. Written by `tools/starter-pack/holdout.py`.
"""
INSPECTION_README = """# Held-out surfaces

**Rendered, not photographed**: material surfaces of 64x64 pixels, clean or with one defect, {n} of each class, on mixed
materials, drawn by `tools/starter-pack/scenes/surfaces.py` from seeds {seed} and following. No training or measuring run of the
starter pack uses these seeds. About two thirds of the defects sit in the middle, the others at the left, right, top or bottom. Written by
`tools/starter-pack/holdout.py`; same licence as the repository (MIT).
"""
FASHION_LICENCE = """The MIT License (MIT)

Copyright (c) 2017 Zalando SE, https://tech.zalando.com

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files
(the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify,
merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES
OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def write_png(image, *parts):
    target = os.path.join(*parts)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    Image.fromarray(image).save(target, optimize=True)


def write_text(text, *parts):
    with open(os.path.join(*parts), 'w') as file:
        file.write(text)


def write_photographs():
    images, labels = garments.load('test')
    for label, folder in enumerate(FOLDERS):
        positions = np.flatnonzero(labels == label)
        for position in positions[:PHOTOGRAPHS]:
            write_png(images[position], FASHION, folder, f'{position:05d}.png')
        for position in positions[PHOTOGRAPHS:PHOTOGRAPHS + SHOTS]:
            write_png(images[position], SHOTS_FOLDER, folder, f'{position:05d}.png')
    write_text(FASHION_README.format(n=PHOTOGRAPHS, shots=SHOTS), FASHION, '..', 'README.md')
    write_text(FASHION_LICENCE, FASHION, '..', 'LICENSE')


def write_surfaces():
    for d, defect in enumerate(surfaces.DEFECTS):
        for i in range(SURFACES):
            rng = random.Random(SEED + 1000 * d + i)
            spec = surfaces.random_spec(rng, [defect], surfaces.MATERIALS[i % len(surfaces.MATERIALS)])
            write_png(surfaces.render(spec, rng), INSPECTION, defect, f'{i:04d}.png')
    write_text(INSPECTION_README.format(n=SURFACES, seed=SEED), INSPECTION, '..', 'README.md')


if __name__ == '__main__':
    write_photographs()
    write_surfaces()
