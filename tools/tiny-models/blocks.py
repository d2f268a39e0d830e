"""What U-Net and autoencoder are built of, named and ordered as in diffusers."""
import torch
import torch.nn as nn
import torch.nn.functional as F

GROUPS = 4


class Residual(nn.Module):
    def __init__(self, inward, outward, times=None, eps=1e-5):
        super().__init__()
        self.norm1, self.conv1 = nn.GroupNorm(GROUPS, inward, eps), nn.Conv2d(inward, outward, 3, padding=1)
        self.time = nn.Linear(times, outward) if times else None
        self.norm2, self.conv2 = nn.GroupNorm(GROUPS, outward, eps), nn.Conv2d(outward, outward, 3, padding=1)
        self.shortcut = nn.Conv2d(inward, outward, 1) if inward != outward else nn.Identity()

    def forward(self, x, time=None):
        h = self.conv1(F.silu(self.norm1(x)))
        if self.time is not None:
            h = h + self.time(F.silu(time))[:, :, None, None]
        return self.shortcut(x) + self.conv2(F.silu(self.norm2(h)))


class Attention(nn.Module):
    """Of x [B,N,D] over `context` [B,M,C], or over itself."""
    def __init__(self, width, heads, context=None, bias=False):
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.query = nn.Linear(width, width, bias)
        self.key, self.value = nn.Linear(context or width, width, bias), nn.Linear(context or width, width, bias)
        self.out = nn.Linear(width, width)

    def forward(self, x, context=None):
        context = x if context is None else context
        split = lambda y: y.reshape(x.shape[0], -1, self.heads, self.size).transpose(1, 2)
        logits = torch.matmul(split(self.query(x)), split(self.key(context)).transpose(2, 3)) * self.size ** -.5
        mixed = torch.matmul(logits.softmax(-1), split(self.value(context))).transpose(1, 2)
        return self.out(mixed.reshape(x.shape[0], -1, self.heads * self.size))


class Transformer(nn.Module):
    """Transformer2DModel of one block: itself, the text, a gated feed-forward."""
    def __init__(self, width, context, heads=2):
        super().__init__()
        self.norm, self.enter, self.leave = nn.GroupNorm(GROUPS, width, 1e-6), nn.Linear(width, width), nn.Linear(width, width)
        self.norm1, self.own = nn.LayerNorm(width), Attention(width, heads)
        self.norm2, self.text = nn.LayerNorm(width), Attention(width, heads, context)
        self.norm3, self.up, self.down = nn.LayerNorm(width), nn.Linear(width, width * 4), nn.Linear(width * 2, width)

    def forward(self, x, context):
        batch, channels, height, width = x.shape
        h = self.enter(self.norm(x).permute(0, 2, 3, 1).reshape(batch, -1, channels))
        h = h + self.own(self.norm1(h))
        h = h + self.text(self.norm2(h), context)
        value, gate = self.up(self.norm3(h)).chunk(2, -1)
        h = h + self.down(value * F.gelu(gate))
        return x + self.leave(h).reshape(batch, height, width, channels).permute(0, 3, 1, 2)


class Upsample(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x):
        return self.conv(F.interpolate(x, scale_factor=2., mode='nearest'))


@torch.no_grad()
def stir(module):
    """Norms that do something: a graph that leaves one out must not give the same numbers."""
    for part in module.modules():
        if isinstance(part, (nn.GroupNorm, nn.LayerNorm)):
            part.weight.copy_(1 + .3 * torch.randn(part.weight.shape))
            part.bias.copy_(.3 * torch.randn(part.bias.shape))
    return module.eval()
