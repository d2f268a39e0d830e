"""A small CLIP (Radford et al., 2021): a causal text transformer, and a convolutional stem with two transformer blocks.

The image embedding is the mean of the patch embeddings in the joint space, so that a patch's cosine with a text is its share
of the answer: heat maps need no further tricks.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from transformer import Block, LayerNorm

PROJECTION, TEXT_WIDTH, TEXT_LAYERS, TEXT_HEADS, POSITIONS = 128, 128, 3, 4, 77
STEM, HEADS, IMAGE_LAYERS = (56, 112, 192), 4, 2


class TextTower(nn.Module):
    """ids [B,N] -> hidden states [B,N,128] and the state at the first end token [B,128]. The end token has the highest id."""
    def __init__(self, vocabulary):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, TEXT_WIDTH)
        self.positions = nn.Parameter(torch.randn(POSITIONS, TEXT_WIDTH) * .01)
        nn.init.normal_(self.tokens.weight, 0, .02)
        self.blocks = nn.ModuleList([Block(TEXT_WIDTH, TEXT_HEADS) for _ in range(TEXT_LAYERS)])
        self.norm = LayerNorm(TEXT_WIDTH)
        self.register_buffer('causal', torch.full((POSITIONS, POSITIONS), -1e4).triu(1), persistent=False)

    def forward(self, ids):
        length = ids.shape[1]
        x = self.tokens(ids) + self.positions[:length]
        for block in self.blocks:
            x = block(x, self.causal[:length, :length])
        x = self.norm(x)
        return x, x[torch.arange(x.shape[0]), ids.argmax(-1)]


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first, self.norm1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels)
        self.second, self.norm2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels)
        nn.init.zeros_(self.norm2.weight)

    def forward(self, x):
        return F.relu(x + self.norm2(self.second(F.relu(self.norm1(self.first(x))))))


class ImageTower(nn.Module):
    """pixels [B,3,64,64] in -1..1 -> features of 4x4 patches [B,16,192]"""
    def __init__(self):
        super().__init__()
        layers, channels = [nn.PixelUnshuffle(4)], 48
        for i, width in enumerate(STEM):
            layers += [nn.Conv2d(channels, width, 3, 1 if i == 0 else 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(), Residual(width)]
            layers += [Residual(width)] if i < 2 else []
            channels = width
        self.stem = nn.Sequential(*layers)
        self.positions = nn.Parameter(torch.randn(16, channels) * .02)
        self.blocks = nn.ModuleList([Block(channels, HEADS, 2) for _ in range(IMAGE_LAYERS)])
        self.norm = LayerNorm(channels)

    def forward(self, images):
        x = self.stem(images).flatten(2).transpose(1, 2) + self.positions
        for block in self.blocks:
            x = block(x)
        return self.norm(x)


class Clip(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.text, self.image = TextTower(vocabulary), ImageTower()
        self.text_projection = nn.Linear(TEXT_WIDTH, PROJECTION, bias=False)
        self.image_projection = nn.Linear(STEM[-1], PROJECTION, bias=False)
        self.logit_scale = nn.Parameter(torch.tensor(math.log(10.)))

    def embed_text(self, ids):
        return F.normalize(self.text_projection(self.text(ids)[1]).float(), dim=-1)

    def embed_image(self, images):
        return F.normalize(self.image_projection(self.image(images).mean(1)).float(), dim=-1)
