"""A small autoencoder: 64x64x3 in -1..1 <-> latents 4x16x16 of zero mean and unit variance.

Residual convolutions over pixel-(un)shuffle, as in tiny distilled autoencoders (TAESD, O. Bohan, 2023). The encoder ends in a
batch normalisation without affine part, so latents are normalised by construction and `scaling_factor` is 1. The decoder is
trained on noisy latents: it snaps a painter's small errors back to crisp edges.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, x):
        return x + self.second(F.relu(self.first(F.relu(x))))


class Encoder(nn.Module):
    """[B,3,64,64] -> [B,4,16,16]"""
    def __init__(self, wide=32, deep=64, latent=4):
        super().__init__()
        self.layers = nn.Sequential(
            nn.PixelUnshuffle(2), nn.Conv2d(12, wide, 3, padding=1), Residual(wide), nn.Conv2d(wide, deep, 4, 2, 1),
            Residual(deep), Residual(deep), nn.ReLU(), nn.Conv2d(deep, latent, 3, padding=1),
            nn.BatchNorm2d(latent, affine=False, momentum=.01))

    def forward(self, image):
        return self.layers(image)


class Decoder(nn.Module):
    """[B,4,16,16] -> [B,3,64,64]"""
    def __init__(self, wide=40, deep=96, latent=4):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(latent, deep, 3, padding=1), Residual(deep), Residual(deep), Residual(deep),
            nn.Conv2d(deep, wide * 4, 1), nn.PixelShuffle(2), Residual(wide), Residual(wide), nn.ReLU(),
            nn.Conv2d(wide, 12, 3, padding=1), nn.PixelShuffle(2))

    def forward(self, latents):
        return self.layers(torch.tanh(latents / 4) * 4)


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder()


def loss(images, decoded):
    """L1 + 2 MSE + half the L1 of image gradients (edges)."""
    error = decoded - images
    across, down = error[..., 1:] - error[..., :-1], error[..., 1:, :] - error[..., :-1, :]
    return error.abs().mean() + 2 * error.square().mean() + .5 * (across.abs().mean() + down.abs().mean())


def psnr(images, decoded):
    """Decibels per image, both in -1..1."""
    return -10 * ((decoded.clamp(-1, 1) - images) / 2).square().mean((1, 2, 3)).log10()
