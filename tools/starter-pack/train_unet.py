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


class Run:
    """One worker's training: the live networks, their average, and what a checkpoint keeps."""
    def __init__(self):
        torch.manual_seed(100 + training.RANK)
        self.tokenizer = Tokenizer(path('tokenizer'))
        self.unet, self.painter = UNet().to(memory_format=torch.channels_last), Painter(self.tokenizer.size)
        self.average = Average([self.unet, self.painter])
        self.optimiser, self.step, self.seconds, self.running = training.adamw([self.unet, self.painter], RATE, .01), 0, 0., None
        state = training.restore('unet')
        self.resume(state) if state else self.start()
        torch.manual_seed(1000 * self.step + training.RANK)
        self.batches, self.held = Batches('train', 1000 * self.step + training.RANK), held_out()
        self.empty, self.unfamiliar = torch.tensor(self.tokenizer.encode('', LENGTH)), Unfamiliar(self.tokenizer)
        self.weights = torch.cat([torch.full((count,), WEIGHTS[domain]) for domain, count in MIX.items()])
        self.saved = self.drawn = time.time()

    def start(self):
        """The text encoder begins as CLIP's text tower."""
        clip = training.restore('clip')['model']
        tower = {name[len('text.'):]: value for name, value in clip.items() if name.startswith('text.')}
        self.painter.tower.load_state_dict(tower)
        self.average = Average([self.unet, self.painter])

    def resume(self, state):
        unet, painter = self.average.copies
        for module, key in ((self.unet, 'unet'), (self.painter, 'painter'), (unet, 'unet_average'), (painter, 'painter_average'),
                            (self.optimiser, 'optimiser')):
            module.load_state_dict(state[key])
        self.step, self.seconds, self.average.count = state['step'], state['seconds'], state['averages']

    def loss(self):
        latents, ids = self.batches.draw()
        self.unfamiliar.strew(ids.numpy(), self.batches.rng)
        ids = torch.where(torch.rand(len(ids), 1) < UNCONDITIONAL, self.empty[None], ids)
        timesteps = stratified_timesteps(len(ids))
        return (self.weights * errors(self.unet, self.painter, latents, ids, timesteps, torch.randn_like(latents))).mean()

    def learn(self, steps):
        """One step; every tenth, workers average and the moving average follows."""
        self.rate = training.set_rate(self.optimiser, RATE, self.step, steps, constant=CONSTANT)
        loss = self.loss()
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*self.unet.parameters(), *self.painter.parameters()], 1.)
        self.optimiser.step()
        self.step += 1
        if self.step % AVERAGE_EVERY == 0:
            training.average(self.unet, self.painter)
            self.average.step()
        self.running = loss.item() if self.running is None else .99 * self.running + .01 * loss.item()

    def report(self, last):
        """A line in the log and a checkpoint every few minutes, a sample sheet and a snapshot now and then."""
        if not last and (self.step % AVERAGE_EVERY or time.time() - self.saved < SAVE_SECONDS):
            return
        self.saved, copies = time.time(), self.average.copies
        training.log('unet', step=self.step, rate=self.rate, loss=self.running, core_seconds=round(self.seconds), **measure(*copies, self.held))
        averages = {'unet_average': copies[0].state_dict(), 'painter_average': copies[1].state_dict(), 'step': self.step, 'seconds': self.seconds}
        training.save('unet', unet=self.unet.state_dict(), painter=self.painter.state_dict(), optimiser=self.optimiser.state_dict(),
                      averages=self.average.count, **averages)
        if last or time.time() - self.drawn > SHEET_SECONDS:
            self.drawn = time.time()
            training.save(f'unet-{self.step}', **averages)
            studio = Studio(*copies, autoencoder().decoder, self.tokenizer)
            sheet(studio.draw(SHEET, 3.), 8, path('samples', f'{self.step:06d}.png'), 2)


def main(steps):
    training.join()
    run = Run()
    training.average(run.unet, run.painter)
    while run.step < steps:
        wait_while_paused()
        began = time.process_time()
        run.learn(steps)
        run.seconds += (time.process_time() - began) * training.WORKERS
        if training.RANK == 0:
            run.report(run.step >= steps)


if __name__ == '__main__':
    training.spawn_workers(int(sys.argv[1]))
    main(int(sys.argv[2]))
