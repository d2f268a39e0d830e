"""Draws images from prompts with trained weights in PyTorch (the reference for the exported graphs)."""
import numpy as np
import torch
from PIL import Image, ImageOps

import training
from diffusion import ddim
from latents import autoencoder
from tokenizer import Tokenizer
from unet import Painter, UNet
from workspace import path

LENGTH = 24
SHEET = ['a red circle', 'two blue squares', 'a green star to the left of a yellow ring', 'three orange triangles, black background',
         'a large purple diamond on a grey background', 'a pink cross above a blue square', 'four cyan circles', 'a small black star',
         'a clean brushed steel plate', 'a scratch on a brushed steel surface', 'a dented red painted metal panel', 'a stain on a wood board',
         'a cracked concrete wall', 'a hole in a blue plastic panel', 'a crack at the top of a yellow painted metal panel', 'a green fabric surface with a stain on the left',
         'a photo of a t-shirt', 'a photo of a trousers', 'a photo of a pullover', 'a photo of a dress',
         'a photo of a coat', 'a photo of a sandal', 'a photo of a shirt', 'a photo of a sneaker',
         'a photo of a bag', 'a photo of an ankle boot', 'a product photo of a dress, white background', 'a product photo of a coat, plain background',
         'a product photo of a bag, grey background', 'a red sneaker on a white background', 'a blue pullover', 'a green ankle boot, white background']


class Studio:
    """unet, text encoder, decoder and tokenizer, ready to draw."""
    def __init__(self, unet, painter, decoder, tokenizer):
        self.unet, self.painter, self.decoder, self.tokenizer = unet, painter, decoder, tokenizer

    @classmethod
    def load(cls, checkpoint='unet'):
        tokenizer, state = Tokenizer(path('tokenizer')), training.restore(checkpoint)
        unet, painter = UNet(), Painter(tokenizer.size)
        unet.load_state_dict(state['unet_average'])
        painter.load_state_dict(state['painter_average'])
        return cls(unet.eval().to(memory_format=torch.channels_last), painter.eval(), autoencoder().decoder, tokenizer)

    def ids(self, prompts):
        """[n,24]"""
        return torch.tensor([self.tokenizer.encode(p, LENGTH) for p in prompts])

    @torch.no_grad()
    def hidden(self, prompts):
        return self.painter(self.ids(prompts))[0]

    @torch.no_grad()
    def draw(self, prompts, guidance=3., seed=0, steps=20, batch=50, negative=''):
        """uint8 [n,64,64,3]"""
        noise = torch.randn(len(prompts), 4, 16, 16, generator=torch.Generator().manual_seed(seed))
        images, empty = [], self.hidden([negative])
        for i in range(0, len(prompts), batch):
            latents = ddim(self.unet, self.hidden(prompts[i:i + batch]), empty, noise[i:i + batch], guidance, steps)
            images.append(training.pixels(self.decoder(latents)))
        return np.concatenate(images)


def sheet(images, columns, target, scale=1, bits=8):
    """Saves images [n,64,64,3] as a grid, row by row; fewer `bits` a channel make a smaller file."""
    n, size = len(images), images.shape[1]
    grid = images.reshape(n // columns, columns, size, size, 3).transpose(0, 2, 1, 3, 4).reshape(n // columns * size, columns * size, 3)
    picture = Image.fromarray(grid)
    picture = picture.resize((picture.width * scale, picture.height * scale), Image.LANCZOS)
    ImageOps.posterize(picture, bits).save(target, optimize=True)
