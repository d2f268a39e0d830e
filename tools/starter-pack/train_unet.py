"""Trains the U-Net and its text encoder (started from CLIP's text tower). Usage: train_unet.py <workers> <steps>

The averaged weights (an exponential moving average over the workers' mean) are what draws. Sample sheets go to
samples/<step>.png in the training directory; snapshots of the averages to checkpoints/unet-<step>.pt.
"""
import copy
import sys
import time

import numpy as np
import torch

import dataset
import training
from diffusion import noisy, stratified_timesteps
from latents import autoencoder
from painting import LENGTH, SHEET, Studio, sheet
from scenes.unfamiliar import Unfamiliar
from tokenizer import Tokenizer
from unet import Painter, UNet
from workspace import path, wait_while_paused

RATE, CONSTANT, UNCONDITIONAL, AVERAGE_EVERY, SAVE_SECONDS, SHEET_SECONDS = 1.2e-3, .45, .12, 10, 180, 420
MIX = {'shapes': 25, 'surfaces': 18, 'garments': 11, 'styled': 10}
# Photographs keep a large error that cannot be learned away; scenes get more weight, so that its noise does not drown them.
WEIGHTS = {'shapes': 1.3, 'surfaces': 1.5, 'garments': .8, 'styled': .8}


class Batches:
    def __init__(self, split, seed):
        load = lambda domain, kind: np.load(path('data', split, f'{domain}.{kind}.npy'))
        self.sets = {d: (load(d, 'latents'), load(d, 'ids')) for d in MIX}
        self.rng = np.random.default_rng(seed)

    def draw(self, mix=MIX):
        """latents float [B,4,16,16], ids [B,24]"""
        latents, ids = [], []
        for domain, count in mix.items():
            z, words = self.sets[domain]
            chosen = self.rng.integers(0, len(z), count)
            latents.append(z[chosen].astype(np.float32))
            ids.append(words[chosen, self.rng.integers(0, words.shape[1], count), :LENGTH].astype(np.int64))
        return torch.from_numpy(np.concatenate(latents)), torch.from_numpy(np.concatenate(ids))


def errors(unet, painter, latents, ids, timestep, noise):
    """Squared error of the velocity, per image."""
    x, velocity = noisy(latents, noise, timestep)
    with torch.autocast('cpu', torch.bfloat16):
        predicted = unet(x.contiguous(memory_format=torch.channels_last), timestep, painter(ids)[0])
    return (predicted.float() - velocity).square().mean((1, 2, 3))


class Average:
    """Exponential moving average of modules, stepped whenever workers have averaged."""
    def __init__(self, modules, state=None):
        self.modules, self.copies = modules, [copy.deepcopy(m).eval() for m in modules]
        self.count = 0

    @torch.no_grad()
    def step(self):
        self.count += 1
        keep = min(.993, (1 + self.count) / (10 + self.count))
        for live, kept in zip(self.modules, self.copies):
            torch._foreach_mul_(list(kept.parameters()), keep)
            torch._foreach_add_(list(kept.parameters()), list(live.parameters()), alpha=1 - keep)


@torch.no_grad()
def measure(unet, painter, held):
    return {d: errors(unet, painter, *held[d]).mean().item() for d in held}


def held_out():
    """200 test latents a domain with fixed timesteps and noise."""
    batches, generator, held = Batches('test', 1), torch.Generator().manual_seed(1), {}
    for domain in MIX:
        latents, ids = batches.draw({domain: 200})
        held[domain] = (latents, ids, torch.arange(200) * 5, torch.randn(latents.shape, generator=generator))
    return held


def main(steps):
    training.join()
    torch.manual_seed(100 + training.RANK)
    tokenizer = Tokenizer(path('tokenizer'))
    unet, painter = UNet(), Painter(tokenizer.size)
    state = training.restore('unet')
    if state:
        unet.load_state_dict(state['unet']); painter.load_state_dict(state['painter'])
    else:
        painter.tower.load_state_dict({k[5:]: v for k, v in training.restore('clip')['model'].items() if k.startswith('text.')})
    unet = unet.to(memory_format=torch.channels_last)
    average = Average([unet, painter])
    optimiser, step, seconds = training.adamw([unet, painter], RATE, .01), 0, 0.
    if state:
        average.copies[0].load_state_dict(state['unet_average']); average.copies[1].load_state_dict(state['painter_average'])
        optimiser.load_state_dict(state['optimiser'])
        step, seconds, average.count = state['step'], state['seconds'], state['averages']
    torch.manual_seed(1000 * step + training.RANK)
    batches, held, running = Batches('train', 1000 * step + training.RANK), held_out(), None
    empty = torch.tensor(tokenizer.encode('', LENGTH))
    unfamiliar = Unfamiliar(tokenizer)
    weights = torch.cat([torch.full((count,), WEIGHTS[domain]) for domain, count in MIX.items()])
    saved = drawn = time.time()
    training.average(unet, painter)
    while step < steps:
        wait_while_paused()
        began = time.process_time()
        rate = training.set_rate(optimiser, RATE, step, steps, constant=CONSTANT)
        latents, ids = batches.draw()
        unfamiliar.strew(ids.numpy(), batches.rng)
        ids = torch.where(torch.rand(len(ids), 1) < UNCONDITIONAL, empty[None], ids)
        loss = (weights * errors(unet, painter, latents, ids, stratified_timesteps(len(ids)), torch.randn_like(latents))).mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*unet.parameters(), *painter.parameters()], 1.)
        optimiser.step()
        step += 1
        if step % AVERAGE_EVERY == 0:
            training.average(unet, painter)
            average.step()
        seconds += (time.process_time() - began) * training.WORKERS
        running = loss.item() if running is None else .99 * running + .01 * loss.item()
        last = step >= steps
        if training.RANK or not (last or step % AVERAGE_EVERY == 0 and time.time() - saved > SAVE_SECONDS):
            continue
        saved = time.time()
        training.log('unet', step=step, rate=rate, loss=running, core_seconds=round(seconds), **measure(*average.copies, held))
        averages = {'unet_average': average.copies[0].state_dict(), 'painter_average': average.copies[1].state_dict(), 'step': step}
        training.save('unet', unet=unet.state_dict(), painter=painter.state_dict(), optimiser=optimiser.state_dict(),
                      averages=average.count, seconds=seconds, **averages)
        if last or time.time() - drawn > SHEET_SECONDS:
            drawn = time.time()
            training.save(f'unet-{step}', seconds=seconds, **averages)
            sheet(Studio(*average.copies, autoencoder().decoder, tokenizer).draw(SHEET, 3.), 8, path('samples', f'{step:06d}.png'), 2)


if __name__ == '__main__':
    training.spawn_workers(int(sys.argv[1]))
    main(int(sys.argv[2]))
