"""UNet2DConditionModel of two resolutions: time, text by cross-attention, and what SDXL and LCM add."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from blocks import GROUPS, Residual, Transformer, Upsample, stir

WIDTHS, TIME, ADDED_TIME = (8, 8), 32, 8


def sinusoids(values, width):
    """[B] -> [B,width]: cosines first (flip_sin_to_cos), frequencies without a shift."""
    half = width // 2
    rates = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float32) / half)
    angles = values[:, None].float() * rates[None]
    return torch.cat([angles.cos(), angles.sin()], 1)


class UNet(nn.Module):
    """
    channels: of `sample`, 4 or 9; `pooled`: features of SDXL's `text_embeds`; `guidance`: features of LCM's `timestep_cond`.
    """
    def __init__(self, context, channels=4, pooled=None, guidance=None):
        super().__init__()
        a, b = WIDTHS
        self.first, self.second = nn.Linear(a * 2, TIME), nn.Linear(TIME, TIME)
        self.guidance = nn.Linear(guidance, a * 2, bias=False) if guidance else None
        self.added = nn.Sequential(nn.Linear(pooled + 6 * ADDED_TIME, TIME), nn.SiLU(), nn.Linear(TIME, TIME)) if pooled else None
        self.enter = nn.Conv2d(channels, a, 3, padding=1)
        self.down0, self.shrink = Residual(a, a, TIME), nn.Conv2d(a, a, 3, 2, 1)
        self.down1, self.look1 = Residual(a, b, TIME), Transformer(b, context)
        self.middle, self.look_middle = Residual(b, b, TIME), Transformer(b, context)
        self.up1, self.grow = Residual(b + b, b, TIME), Upsample(b)
        self.up0, self.look0 = Residual(b + a, a, TIME), Transformer(a, context)
        self.norm, self.leave = nn.GroupNorm(GROUPS, a, 1e-5), nn.Conv2d(a, 4, 3, padding=1)
        stir(self)
        self._loud()

    @torch.no_grad()
    def _loud(self):
        """Untrained, text and time hardly matter and the answer is faint: louder, so that a mistake shows."""
        for look in (self.look1, self.look_middle, self.look0):
            look.text.out.weight.mul_(4)
            look.text.query.weight.mul_(2)
            look.leave.weight.mul_(2)
        for part in (self.second, self.leave, *([self.added[0], self.added[2]] if self.added else [])):
            part.weight.mul_(3)

    def forward(self, sample, timestep, context, text_embeds=None, time_ids=None, timestep_cond=None):
        steps = (timestep.reshape(1) if timestep.dim() == 0 else timestep).expand(sample.shape[0])
        features = sinusoids(steps, WIDTHS[0] * 2)
        if self.guidance is not None:
            features = features + self.guidance(timestep_cond)
        time = self.second(F.silu(self.first(features)))
        if self.added is not None:
            sizes = sinusoids(time_ids.flatten(), ADDED_TIME).reshape(text_embeds.shape[0], -1)
            time = time + self.added(torch.cat([text_embeds, sizes], -1))
        fine = self.down0(self.enter(sample), time)
        coarse = self.look1(self.down1(self.shrink(fine), time), context)
        h = self.look_middle(self.middle(coarse, time), context)
        h = self.grow(self.up1(torch.cat([h, coarse], 1), time))
        h = self.look0(self.up0(torch.cat([h, fine], 1), time), context)
        return self.leave(F.silu(self.norm(h)))
