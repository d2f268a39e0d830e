"""Attention and transformer blocks written as plain matrix products, which export to any ONNX opset."""
import torch
import torch.nn as nn


class LayerNorm(nn.LayerNorm):
    """In float32 whatever autocast says: PyTorch 1.13's CPU kernel refuses bfloat16 input with float32 weights."""
    def forward(self, x):
        return super().forward(x.float())


class Attention(nn.Module):
    """Multi-head attention of x [B,N,D] over `context` [B,M,C] (default: itself); `mask` is added to the logits."""
    def __init__(self, width, heads, context=None):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width, bias=False)
        self.key = nn.Linear(context or width, width, bias=False)
        self.value = nn.Linear(context or width, width, bias=False)
        self.out = nn.Linear(width, width)

    def forward(self, x, context=None, mask=None):
        context = x if context is None else context
        batch, _, width = x.shape
        size = width // self.heads
        split = lambda y: y.view(batch, -1, self.heads, size).transpose(1, 2)
        logits = torch.matmul(split(self.query(x)), split(self.key(context)).transpose(2, 3)) * size ** -.5
        if mask is not None:
            logits = logits + mask
        mixed = torch.matmul(logits.softmax(-1), split(self.value(context)))
        return self.out(mixed.transpose(1, 2).reshape(batch, -1, width))


class Block(nn.Module):
    """Pre-norm transformer block with CLIP's quick GELU."""
    def __init__(self, width, heads, expansion=4):
        super().__init__()
        self.norm1, self.attention = LayerNorm(width), Attention(width, heads)
        self.norm2 = LayerNorm(width)
        self.up, self.down = nn.Linear(width, width * expansion), nn.Linear(width * expansion, width)

    def forward(self, x, mask=None):
        x = x + self.attention(self.norm1(x), mask=mask)
        y = self.up(self.norm2(x))
        return x + self.down(y * torch.sigmoid(1.702 * y))
