"""The samplers of pipelines.py, one step a call, from their papers' formulas in the order of diffusers' classes.

A sampler has `timesteps`, `initial` (what noise is multiplied by to begin), `scale(i)` (what the network's input is multiplied
by), `step(i, prediction, x, randn)` -> (latents, clean estimate) and `noised(i, clean, noise)`: clean latents at the level that
step i begins at. The tables are float32 as in diffusers, single coefficients float64, latents float32.
"""
import math

import numpy as np
import torch

T = 1000


def alphas(config):
    low, high = config['beta_start'] ** .5, config['beta_end'] ** .5
    betas = torch.linspace(low, high, T, dtype=torch.float32) ** 2
    return torch.cumprod(1 - betas, 0).double().tolist()


def leading(n, offset=1):
    return [i * (T // n) + offset for i in range(n)][::-1]


def trailing(n):
    return [int(t) - 1 for t in np.round(np.arange(T, 0, -T / n))]


class Sampler:
    def __init__(self, config, n):
        self.alphas, self.n, self.config = alphas(config), n, config
        self.velocity = config.get('prediction_type') == 'v_prediction'
        self.initial = 1.

    def scale(self, i):
        return 1.

    def noised(self, i, clean, noise):
        a = self.alphas[self.timesteps[i]]
        return math.sqrt(a) * clean + math.sqrt(1 - a) * noise

    def read(self, prediction, x, a):
        """(clean, noise) of a prediction at ᾱ = a."""
        root, rest = math.sqrt(a), math.sqrt(1 - a)
        if self.velocity:
            return root * x - rest * prediction, root * prediction + rest * x
        return (x - rest * prediction) / root, prediction

    def after(self, t):
        return self.alphas[t] if t >= 0 else (1. if self.config['set_alpha_to_one'] else self.alphas[0])


class Ddim(Sampler):
    def __init__(self, config, n):
        super().__init__(config, n)
        self.timesteps = leading(n)

    def step(self, i, prediction, x, randn):
        t = self.timesteps[i]
        clean, noise = self.read(prediction, x, self.alphas[t])
        a = self.after(t - T // self.n)
        return math.sqrt(a) * clean + math.sqrt(1 - a) * noise, clean


class Pndm(Sampler):
    """PLMS: without Runge-Kutta steps, so that the second level is visited twice."""
    def __init__(self, config, n):
        super().__init__(config, n)
        steps = leading(n)
        self.timesteps = [steps[0], *steps[1:2], *steps[1:]] if n > 1 else steps * 2
        self.kept, self.start, self.calls = [], None, 0

    def step(self, i, prediction, x, randn):
        t, to = self.timesteps[i], self.timesteps[i] - T // self.n
        clean, noise = self.read(prediction, x, self.alphas[t])
        if self.calls == 1:
            t, to = t + T // self.n, t
            mixed, x = (noise + self.kept[-1]) / 2, self.start
        else:
            self.kept = [*self.kept[-3:], noise]
            mixed = self.mixed()
        if self.calls == 0:
            self.start = x
        self.calls += 1
        a, b = self.alphas[t], self.after(to)
        moved = math.sqrt(b / a) * x - (b - a) * mixed / (a * math.sqrt(1 - b) + math.sqrt(a * (1 - a) * b))
        return moved, clean

    def mixed(self):
        weights = {1: [1], 2: [-1 / 2, 3 / 2], 3: [5 / 12, -16 / 12, 23 / 12], 4: [-9 / 24, 37 / 24, -59 / 24, 55 / 24]}[len(self.kept)]
        return sum(weight * kept for weight, kept in zip(weights, self.kept))


class Euler(Sampler):
    def __init__(self, config, n):
        super().__init__(config, n)
        is_leading = config['timestep_spacing'] == 'leading'
        self.timesteps = leading(n) if is_leading else trailing(n)
        self.sigmas = [math.sqrt((1 - self.alphas[t]) / self.alphas[t]) for t in self.timesteps] + [0.]
        self.initial = math.sqrt(self.sigmas[0] ** 2 + 1) if is_leading else self.sigmas[0]

    def scale(self, i):
        return 1 / math.sqrt(self.sigmas[i] ** 2 + 1)

    def noised(self, i, clean, noise):
        return clean + self.sigmas[i] * noise

    def step(self, i, prediction, x, randn):
        now, then = self.sigmas[i], self.sigmas[i + 1]
        clean = x - now * prediction
        return x + (x - clean) / now * (then - now), clean


class EulerAncestral(Euler):
    def step(self, i, prediction, x, randn):
        now, then = self.sigmas[i], self.sigmas[i + 1]
        clean = x - now * prediction
        up = math.sqrt(then ** 2 * (now ** 2 - then ** 2) / now ** 2)
        down = math.sqrt(then ** 2 - up ** 2)
        return x + (x - clean) / now * (down - now) + up * randn(), clean


class Lcm(Sampler):
    def __init__(self, config, n):
        super().__init__(config, n)
        original = config['original_inference_steps']
        grid = [(k + 1) * (T // original) - 1 for k in range(original)][::-1]
        self.timesteps = [grid[int(k)] for k in np.floor(np.linspace(0, original, n, endpoint=False))]

    def step(self, i, prediction, x, randn):
        t = self.timesteps[i]
        clean, _ = self.read(prediction, x, self.alphas[t])
        scaled = t * self.config['timestep_scaling']
        skip, out = .25 / (scaled ** 2 + .25), scaled / math.sqrt(scaled ** 2 + .25)
        clean = out * clean + skip * x
        if i == len(self.timesteps) - 1:
            return clean, clean
        a = self.alphas[self.timesteps[i + 1]]
        return math.sqrt(a) * clean + math.sqrt(1 - a) * randn(), clean


SAMPLERS = {'ddim': Ddim, 'pndm': Pndm, 'euler': Euler, 'euler-a': EulerAncestral, 'lcm': Lcm}
CLASSES = {'DDIMScheduler': 'ddim', 'PNDMScheduler': 'pndm', 'EulerDiscreteScheduler': 'euler',
           'EulerAncestralDiscreteScheduler': 'euler-a', 'LCMScheduler': 'lcm'}
