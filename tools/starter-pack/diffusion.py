"""Noise schedule, training target and sampler: v-prediction (Salimans & Ho, 2022) and DDIM (Song et al., 2021).

The same numbers stand in scheduler_config.json: scaled_linear 0.00085 -> 0.02, 1000 steps, trailing spacing.
"""
import torch

STEPS, BETA_START, BETA_END = 1000, .00085, .02


def cumulative_alphas():
    betas = torch.linspace(BETA_START ** .5, BETA_END ** .5, STEPS, dtype=torch.float64) ** 2
    return torch.cumprod(1 - betas, 0).float()


ALPHAS = cumulative_alphas()


def noisy(latents, noise, timestep):
    """(x_t, v) with x_t = sqrt(a) z + sqrt(1-a) n and v = sqrt(a) n - sqrt(1-a) z."""
    a = ALPHAS[timestep].view(-1, 1, 1, 1)
    return a.sqrt() * latents + (1 - a).sqrt() * noise, a.sqrt() * noise - (1 - a).sqrt() * latents


def stratified_timesteps(count):
    """One timestep in each of `count` equal slices of the density: 40 % over all steps, 60 % over 150..850, where forms are decided."""
    u = (torch.arange(count) + torch.rand(1)) / count
    t = torch.where(u < .4, STEPS * u / .4, 150 + 700 * (u - .4) / .6)
    return t.long().clamp(max=STEPS - 1)[torch.randperm(count)]


def trailing_timesteps(steps):
    """diffusers' `trailing`: 999, 949, ... for 20 steps."""
    return torch.arange(STEPS, 0, -STEPS / steps).round().long() - 1


@torch.no_grad()
def ddim(unet, text, empty, noise, guidance, steps=20):
    """Draws latents from noise [B,4,16,16]; text [B,N,128], empty [1,N,128]."""
    x, times = noise, trailing_timesteps(steps)
    for i, t in enumerate(times):
        if guidance == 1:
            v = unet(x, t.view(1), text)
        else:
            without, with_text = unet(torch.cat([x, x]), t.view(1), torch.cat([empty.expand_as(text), text])).chunk(2)
            v = without + guidance * (with_text - without)
        a = ALPHAS[t]
        after = ALPHAS[times[i + 1]] if i + 1 < len(times) else torch.tensor(1.)
        clean, noise = a.sqrt() * x - (1 - a).sqrt() * v, a.sqrt() * v + (1 - a).sqrt() * x
        x = after.sqrt() * clean + (1 - after).sqrt() * noise
    return x
