"""What judges see with: vision transformers (Dosovitskiy et al., 2021) as CLIP and SigLIP have them, as small as they get."""
import torch
import torch.nn as nn

from text import ACTIVATIONS, Layer, SelfAttention

ACTIVATIONS['gelu_tanh'] = lambda x: .5 * x * (1 + torch.tanh((2 / torch.pi) ** .5 * (x + .044715 * x ** 3)))


class Patches(nn.Module):
    """pixels [B,3,S,S] -> [B,(S/P)²,D]"""
    def __init__(self, side, patch, width, bias):
        super().__init__()
        self.count = (side // patch) ** 2
        self.conv = nn.Conv2d(3, width, patch, patch, bias=bias)

    def forward(self, pixels):
        return self.conv(pixels).flatten(2).transpose(1, 2)


class ClipVision(nn.Module):
    """transformers, `CLIPVisionModelWithProjection`: a class token, whose row is normalised and projected."""
    def __init__(self, side, patch, width, projection, layers=2, heads=2, activation='quick_gelu'):
        super().__init__()
        self.patches = Patches(side, patch, width, bias=False)
        self.token, self.positions = nn.Parameter(torch.randn(width)), nn.Embedding(self.patches.count + 1, width)
        self.before, self.after = nn.LayerNorm(width), nn.LayerNorm(width)
        self.layers = nn.ModuleList(Layer(width, heads, activation) for _ in range(layers))
        self.projection = nn.Linear(width, projection, bias=False)

    def forward(self, pixels):
        x = self.patches(pixels)
        token = self.token[None, None].expand(x.shape[0], 1, -1)
        x = self.before(torch.cat([token, x], 1) + self.positions.weight)
        for layer in self.layers:
            x = layer(x, 0.)
        return self.projection(self.after(x[:, 0]))


class SiglipVision(nn.Module):
    """transformers, `SiglipVisionModel`: (last_hidden_state, pooler_output); a learned probe asks all patches."""
    def __init__(self, side, patch, width, layers=2, heads=2):
        super().__init__()
        self.patches = Patches(side, patch, width, bias=True)
        self.positions = nn.Embedding(self.patches.count, width)
        self.layers = nn.ModuleList(Layer(width, heads, 'gelu_tanh') for _ in range(layers))
        self.after, self.probe = nn.LayerNorm(width), nn.Parameter(torch.randn(1, 1, width))
        self.ask, self.norm = SelfAttention(width, heads), nn.LayerNorm(width)
        self.up, self.down = nn.Linear(width, width * 4), nn.Linear(width * 4, width)

    def forward(self, pixels):
        x = self.patches(pixels) + self.positions.weight
        for layer in self.layers:
            x = layer(x, 0.)
        last = self.after(x)
        pooled = self._pool(last)
        return last, pooled + self.down(ACTIVATIONS['gelu_tanh'](self.up(self.norm(pooled))))

    def _pool(self, x):
        ask, split = self.ask, lambda y: y.reshape(y.shape[0], -1, self.ask.heads, self.ask.size).transpose(1, 2)
        logits = torch.matmul(split(ask.query(self.probe)) * ask.size ** -.5, split(ask.key(x)).transpose(2, 3))
        mixed = torch.matmul(logits.softmax(-1), split(ask.value(x))).transpose(1, 2)
        return ask.out(mixed.reshape(x.shape[0], -1))
