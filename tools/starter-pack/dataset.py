"""Renders and captions the training and evaluation sets.

Arrays below `data/<split>/`: `<domain>.npy` uint8 [n,64,64,3], `<domain>.ids.npy` uint16 [n,4,28] (four wordings each) and
`<domain>.specs.pkl`. Domains: shapes, surfaces, garments (56+4, original grey), photos (28x28 enlarged to 64, as a CLIP
preprocessor sees them) and styled (tints and backgrounds). Splits are rendered from disjoint seeds; garments of `test` come
from Fashion-MNIST's test split. Usage: dataset.py [domain ...]
"""
import os
import pickle
import random
import sys
from multiprocessing import Pool

import numpy as np
from PIL import Image, ImageFilter

from scenes import captions, garments, shapes, surfaces
from tokenizer import Tokenizer
from workspace import path

CHUNK, WORDINGS = 1000, 4
COUNTS = {'train': {'shapes': 90000, 'surfaces': 80000}, 'test': {'shapes': 4000, 'surfaces': 4000}}
SEEDS = {'train': 1_000_000, 'test': 9_000_000}
DRAWN = {'shapes': shapes, 'surfaces': surfaces}
GARMENT_DOMAINS = ('garments', 'photos', 'styled')


def blurred(image, rng):
    radius = rng.uniform(2.2, 3.2)
    return np.asarray(Image.fromarray(image).filter(ImageFilter.GaussianBlur(radius)))


def finished(image, spec, rng):
    return blurred(image, rng) if spec['blur'] else image


def wordings(spec, rng, tokenizer):
    return [tokenizer.encode(captions.caption(spec, rng)) for _ in range(WORDINGS)]


def drawn_chunk(task):
    split, domain, chunk = task
    rng = random.Random(SEEDS[split] + 1000 * (domain == 'surfaces') + chunk)
    specs = [DRAWN[domain].random_spec(rng) for _ in range(CHUNK)]
    return packed([finished(DRAWN[domain].render(s, rng), s, rng) for s in specs], specs, rng)


def garment_chunk(task):
    split, domain, chunk = task
    rng = random.Random(SEEDS[split] + 5000 + chunk)
    images, labels = garments.load(split)
    window = slice(chunk * CHUNK, (chunk + 1) * CHUNK)
    images, labels = images[window], labels[window]
    masks = garments.masks(images, labels)
    specs = [garments.random_spec(rng, l) if domain == 'styled' else garments.plain_spec(l) for l in labels]
    draw = garments.render if domain != 'photos' else lambda image, mask, spec: garments.render_original(image)
    return packed([finished(draw(i, m, s), s, rng) for i, m, s in zip(images, masks, specs)], specs, rng)


def packed(images, specs, rng):
    tokenizer = Tokenizer(path('tokenizer'))
    return np.stack(images), np.array([wordings(s, rng, tokenizer) for s in specs], np.uint16), specs


def build(split, pool, domains):
    for domain, count in COUNTS[split].items():
        if domain in domains:
            save(split, domain, pool.map(drawn_chunk, [(split, domain, c) for c in range(count // CHUNK)], chunksize=1))
    photographs = len(garments.load(split)[1])
    for domain in set(GARMENT_DOMAINS) & set(domains):
        save(split, domain, pool.map(garment_chunk, [(split, domain, c) for c in range(photographs // CHUNK)], chunksize=1))


def save(split, domain, chunks):
    images, ids, specs = zip(*chunks)
    stem = path('data', split, domain)
    write(stem + '.npy', np.concatenate(images))
    ids = np.concatenate(ids)
    assert (ids[:, :, -2] == ids.max()).all(), 'a caption does not fit'
    write(stem + '.ids.npy', ids)
    with open(stem + '.specs.pkl', 'wb') as file:
        pickle.dump([s for chunk in specs for s in chunk], file)
    print(split, domain, len(ids), 'longest', int((ids != ids.max()).sum(-1).max()) + 1, flush=True)


def write(target, array):
    """Atomically: a training that maps the old file keeps it."""
    np.save(target + '.partial.npy', array)
    os.replace(target + '.partial.npy', target)


def load(split, domain):
    """(images memory-mapped, ids, specs)."""
    stem = path('data', split, domain)
    with open(stem + '.specs.pkl', 'rb') as file:
        return np.load(stem + '.npy', mmap_mode='r'), np.load(stem + '.ids.npy'), pickle.load(file)


if __name__ == '__main__':
    with Pool(2) as pool:
        for split in ('test', 'train'):
            build(split, pool, sys.argv[1:] or [*DRAWN, *GARMENT_DOMAINS])
