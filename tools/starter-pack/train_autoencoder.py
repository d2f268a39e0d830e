"""Trains the autoencoder on all domains. Usage: train_autoencoder.py [steps]"""
import sys
import time

import numpy as np
import torch

import dataset
import training
from autoencoder import Autoencoder, loss, psnr
from workspace import wait_while_paused

BATCH, RATE = 32, 2e-3
DOMAINS = {'shapes': .4, 'surfaces': .3, 'garments': .15, 'styled': .15}


def sample(sets, rng):
    parts = [sets[d][np.sort(rng.integers(0, len(sets[d]), max(1, round(BATCH * share))))] for d, share in DOMAINS.items()]
    return training.tensor(np.concatenate(parts))


def with_noise(latents):
    """Half the images get 5 % noise, half of them up to 35 %: the decoder learns to correct a painter."""
    n = len(latents)
    amount = torch.where(torch.rand(n) < .5, torch.full((n,), .05), torch.rand(n) * .35)
    return latents + torch.randn_like(latents) * amount.view(-1, 1, 1, 1)


@torch.no_grad()
def measure(model):
    model.eval()
    found = {}
    for domain in DOMAINS:
        x = training.tensor(np.array(dataset.load('test', domain)[0][:128]))
        found[domain] = psnr(x, model.decoder(model.encoder(x))).mean().item()
    model.train()
    return found


def main(steps):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    sets = {d: dataset.load('train', d)[0] for d in DOMAINS}
    model = Autoencoder().to(memory_format=torch.channels_last)
    optimiser, step, seconds = training.adamw([model], RATE, 1e-4), 0, 0.
    state = training.restore('autoencoder')
    if state:
        model.load_state_dict(state['model']); optimiser.load_state_dict(state['optimiser'])
        step, seconds = state['step'], state['seconds']
    while step < steps:
        wait_while_paused()
        began = time.process_time()
        training.set_rate(optimiser, RATE, step, steps)
        x = sample(sets, rng)
        with torch.autocast('cpu', torch.bfloat16):
            latents = model.encoder(x)
            decoded = model.decoder(with_noise(latents.float())).float()
        error = loss(x, decoded)
        optimiser.zero_grad(set_to_none=True)
        error.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.)
        optimiser.step()
        step += 1
        seconds += time.process_time() - began
        if step % 250 == 0 or step == steps:
            training.log('autoencoder', step=step, loss=error.item(), core_seconds=round(seconds), **measure(model))
            training.save('autoencoder', model=model.state_dict(), optimiser=optimiser.state_dict(), step=step, seconds=seconds)


if __name__ == '__main__':
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
