"""AutoencoderKL of four resolutions, so that a latent is 8x8 pixels."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from blocks import GROUPS, Attention, Residual, Upsample, stir

WIDTH, LEVELS, LATENTS, EPS = 8, 4, 4, 1e-6


class Middle(nn.Module):
    def __init__(self):
        super().__init__()
        self.before, self.after = Residual(WIDTH, WIDTH, eps=EPS), Residual(WIDTH, WIDTH, eps=EPS)
        self.norm, self.attention = nn.GroupNorm(GROUPS, WIDTH, EPS), Attention(WIDTH, 1, bias=True)

    def forward(self, x):
        x = self.before(x)
        batch, channels, height, width = x.shape
        h = self.attention(self.norm(x).reshape(batch, channels, -1).transpose(1, 2))
        return self.after(x + h.transpose(1, 2).reshape(batch, channels, height, width))


class Decoder(nn.Module):
    """latent_sample [B,4,h,w] -> sample [B,3,8h,8w], about -1 to 1 whatever the latents' size."""
    def __init__(self):
        super().__init__()
        self.unquantise, self.enter, self.middle = nn.Conv2d(LATENTS, LATENTS, 1), nn.Conv2d(LATENTS, WIDTH, 3, padding=1), Middle()
        self.levels = nn.ModuleList(Residual(WIDTH, WIDTH, eps=EPS) for _ in range(LEVELS))
        self.grow = nn.ModuleList(Upsample(WIDTH) for _ in range(LEVELS - 1))
        self.norm, self.leave = nn.GroupNorm(GROUPS, WIDTH, EPS), nn.Conv2d(WIDTH, 3, 3, padding=1)
        stir(self)
        with torch.no_grad():
            self.leave.weight.mul_(1.6)

    def forward(self, latent_sample):
        h = self.middle(self.enter(self.unquantise(latent_sample)))
        for i, level in enumerate(self.levels):
            h = level(h)
            if i < LEVELS - 1:
                h = self.grow[i](h)
        return self.leave(F.silu(self.norm(h)))


class Encoder(nn.Module):
    """sample [B,3,8h,8w] -> latent_parameters [B,8,h,w]: means, then logarithms of variances.

    spread: the mean of the latter; at -30 and less a sample is the mean.
    """
    def __init__(self, scaling, spread=-2.):
        super().__init__()
        self.enter, self.middle = nn.Conv2d(3, WIDTH, 3, padding=1), Middle()
        self.levels = nn.ModuleList(Residual(WIDTH, WIDTH, eps=EPS) for _ in range(LEVELS))
        self.shrink = nn.ModuleList(nn.Conv2d(WIDTH, WIDTH, 3, 2) for _ in range(LEVELS - 1))
        self.norm, self.leave = nn.GroupNorm(GROUPS, WIDTH, EPS), nn.Conv2d(WIDTH, LATENTS * 2, 3, padding=1)
        self.quantise = nn.Conv2d(LATENTS * 2, LATENTS * 2, 1)
        stir(self)
        with torch.no_grad():
            self.quantise.weight[:LATENTS].mul_(3 / scaling)
            self.quantise.bias[LATENTS:].add_(spread)

    def forward(self, sample):
        h = self.enter(sample)
        for i, level in enumerate(self.levels):
            h = level(h)
            if i < LEVELS - 1:
                h = self.shrink[i](F.pad(h, (0, 1, 0, 1)))
        return self.quantise(self.leave(F.silu(self.norm(self.middle(h)))))


class SamplingEncoder(nn.Module):
    """The old export: the sample is taken inside of the graph, from a generator that nobody can seed."""
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, sample):
        mean, spread = self.encoder(sample).chunk(2, 1)
        return mean + torch.exp(.5 * spread.clamp(-30, 20)) * torch.randn_like(mean)
