"""Where every training and evaluation image comes from: garments (photographs), coloured shapes and material surfaces (drawn).

A scene is a *spec* (a plain dict with `kind`), an image (uint8, 64x64x3) rendered from it, and captions worded from it.
"""
