"""Encodes the training images once: data/<split>/<domain>.latents.npy, float16 [n,4,16,16]. Usage: latents.py [domains]"""
import sys

import numpy as np
import torch

import dataset
import training
from autoencoder import Autoencoder
from workspace import path

DOMAINS, BATCH = ('shapes', 'surfaces', 'garments', 'styled'), 250


def autoencoder():
    model = Autoencoder()
    model.load_state_dict(training.restore('autoencoder')['model'])
    return model.eval().to(memory_format=torch.channels_last)


@torch.no_grad()
def encode(model, split, domain):
    images = dataset.load(split, domain)[0]
    latents = np.empty((len(images), 4, 16, 16), np.float16)
    for i in range(0, len(images), BATCH):
        with torch.autocast('cpu', torch.bfloat16):
            latents[i:i + BATCH] = model.encoder(training.tensor(np.array(images[i:i + BATCH]))).float().numpy()
    np.save(path('data', split, domain + '.latents.npy'), latents)
    print(split, domain, latents.shape, 'mean', latents[:2000].astype('f4').mean((0, 2, 3)).round(2), 'std',
          latents[:2000].astype('f4').std((0, 2, 3)).round(2), flush=True)


if __name__ == '__main__':
    torch.set_num_threads(1)
    model = autoencoder()
    for split in ('test', 'train'):
        for domain in sys.argv[1:] or DOMAINS:
            encode(model, split, domain)
