"""The painter: a U-Net that predicts velocity from noisy latents, a timestep and text, and its text encoder.

Widths 48/112/208 at 16/8/4; self- and cross-attention at 8 and 4. The time embedding and a pooled query over the text
modulate every residual block (FiLM). Rows of the text that are all zero count as padding.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from clip import TEXT_WIDTH, TextTower
from transformer import Attention, LayerNorm

WIDTHS, TIME_FREQUENCIES, MODULATION, HEADS, GROUPS = (48, 112, 208), 96, 224, 4, 8


class Painter(nn.Module):
    """Text encoder: hidden states after the first end token are zeroed, so any padding length draws the same image.

    The states are normalised here for the U-Net to read as they are: if it normalised them itself, it would undo what
    attention weights do to them in between.
    """
    def __init__(self, vocabulary):
        super().__init__()
        self.tower, self.norm, self.end = TextTower(vocabulary), LayerNorm(TEXT_WIDTH), vocabulary - 1

    def forward(self, ids):
        hidden, pooled = self.tower(ids)
        ends = (ids == self.end).to(torch.int32)
        before = (torch.cumsum(ends, 1) - ends) == 0
        return self.norm(hidden) * before.to(hidden.dtype)[..., None], pooled


class Residual(nn.Module):
    def __init__(self, inward, outward):
        super().__init__()
        self.norm = nn.GroupNorm(GROUPS, inward, affine=False)
        self.first, self.second = nn.Conv2d(inward, outward, 3, padding=1), nn.Conv2d(outward, outward, 3, padding=1)
        self.film = nn.Linear(MODULATION, inward * 2)
        self.skip = nn.Conv2d(inward, outward, 1) if inward != outward else nn.Identity()
        for layer in (self.second, self.film):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x, modulation):
        scale, shift = self.film(modulation)[:, :, None, None].chunk(2, 1)
        h = F.silu(self.norm(x) * (1 + scale) + shift)
        return self.skip(x) + self.second(F.silu(self.first(h)))


class Attend(nn.Module):
    """Self-attention, cross-attention, feed-forward; `positions` [H*W,C] are added to the queries' input."""
    def __init__(self, width):
        super().__init__()
        self.norm1, self.own = LayerNorm(width), Attention(width, HEADS)
        self.norm2, self.text = LayerNorm(width), Attention(width, HEADS, TEXT_WIDTH)
        self.norm3, self.up, self.down = LayerNorm(width), nn.Linear(width, width * 2), nn.Linear(width * 2, width)
        for layer in (self.own.out, self.text.out, self.down):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x, text, mask, positions):
        _, channels, height, width = x.shape
        h = x.flatten(2).transpose(1, 2)
        h = h + self.own(self.norm1(h) + positions)
        h = h + self.text(self.norm2(h) + positions, text, mask)
        h = h + self.down(F.silu(self.up(self.norm3(h))))
        return h.transpose(1, 2).reshape(-1, channels, height, width)


def time_features(timestep):
    """Sinusoids [B,96] of timesteps [B]."""
    half = TIME_FREQUENCIES // 2
    angles = timestep.float()[:, None] * torch.exp(-math.log(10000.) * torch.arange(half, dtype=torch.float32) / half)[None]
    return torch.cat([angles.cos(), angles.sin()], 1)


class UNet(nn.Module):
    """sample [B,4,16,16], timestep [1] or [B], encoder_hidden_states [B,N,128] -> velocity [B,4,16,16]"""
    def __init__(self):
        super().__init__()
        a, b, c = WIDTHS
        self.time = nn.Sequential(nn.Linear(TIME_FREQUENCIES, MODULATION), nn.SiLU(), nn.Linear(MODULATION, MODULATION))
        self.pool = Attention(TEXT_WIDTH, HEADS)
        self.question, self.pooled = nn.Parameter(torch.randn(1, 1, TEXT_WIDTH) * .1), nn.Linear(TEXT_WIDTH, MODULATION)
        self.places8, self.places4 = nn.Parameter(torch.randn(64, b) * .1), nn.Parameter(torch.randn(16, c) * .1)
        self.enter, self.down16 = nn.Conv2d(4, a, 3, padding=1), Residual(a, a)
        self.to8, self.down8, self.look8 = nn.Conv2d(a, b, 3, 2, 1), Residual(b, b), Attend(b)
        self.to4, self.down4, self.look4 = nn.Conv2d(b, c, 3, 2, 1), Residual(c, c), Attend(c)
        self.middle1, self.look_middle, self.middle2 = Residual(c, c), Attend(c), Residual(c, c)
        self.up4, self.relook4, self.from4 = Residual(c * 2, c), Attend(c), nn.Conv2d(c, b * 4, 1)
        self.up8, self.relook8, self.from8 = Residual(b * 2, b), Attend(b), nn.Conv2d(b, a * 4, 1)
        self.up16, self.norm, self.leave = Residual(a * 2, a), nn.GroupNorm(GROUPS, a, affine=False), nn.Conv2d(a, 4, 3, padding=1)
        nn.init.zeros_(self.leave.weight)

    def readers(self):
        """The attentions that take keys and values from the text."""
        return [self.pool, *(module.text for module in self.modules() if isinstance(module, Attend))]

    def forward(self, sample, timestep, encoder_hidden_states):
        text = encoder_hidden_states
        mask = (text.abs().sum(-1) < 1e-6).float()[:, None, None, :] * -1e4
        gist = self.pool(self.question.expand(text.shape[0], -1, -1), text, mask)[:, 0]
        m = F.silu(self.time(time_features(timestep)) + self.pooled(gist))
        at16 = self.down16(self.enter(sample), m)
        at8 = self.look8(self.down8(self.to8(at16), m), text, mask, self.places8)
        at4 = self.look4(self.down4(self.to4(at8), m), text, mask, self.places4)
        h = self.middle2(self.look_middle(self.middle1(at4, m), text, mask, self.places4), m)
        h = self.relook4(self.up4(torch.cat([h, at4], 1), m), text, mask, self.places4)
        h = self.relook8(self.up8(torch.cat([F.pixel_shuffle(self.from4(h), 2), at8], 1), m), text, mask, self.places8)
        h = self.up16(torch.cat([F.pixel_shuffle(self.from8(h), 2), at16], 1), m)
        return self.leave(F.silu(self.norm(h)))
