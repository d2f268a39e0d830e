"""Which tiny models there are: their modules, by seeds, and how their files differ from each other."""
from dataclasses import dataclass, field

import torch

import autoencoder
import vocabulary
from blocks import stir
from graphs import rounded
from text import TextTransformer
from unet import UNet

BETAS = {'beta_end': .012, 'beta_schedule': 'scaled_linear', 'beta_start': .00085, 'num_train_timesteps': 1000}
PNDM = {'_class_name': 'PNDMScheduler', '_diffusers_version': '0.6.0', **BETAS, 'clip_sample': False, 'set_alpha_to_one': False,
        'skip_prk_steps': True, 'steps_offset': 1, 'trained_betas': None}
DDIM = {'_class_name': 'DDIMScheduler', '_diffusers_version': '0.8.0', **BETAS, 'clip_sample': False, 'set_alpha_to_one': False,
        'steps_offset': 1, 'trained_betas': None}
EULER = {'_class_name': 'EulerDiscreteScheduler', '_diffusers_version': '0.24.0', **BETAS, 'interpolation_type': 'linear',
         'prediction_type': 'epsilon', 'sample_max_value': 1., 'set_alpha_to_one': False, 'skip_prk_steps': True, 'steps_offset': 1,
         'timestep_spacing': 'leading', 'trained_betas': None, 'use_karras_sigmas': False}
EULER_A = {'_class_name': 'EulerAncestralDiscreteScheduler', '_diffusers_version': '0.24.0', **BETAS, 'clip_sample': False,
           'interpolation_type': 'linear', 'prediction_type': 'epsilon', 'sample_max_value': 1., 'set_alpha_to_one': False,
           'skip_prk_steps': True, 'steps_offset': 1, 'timestep_spacing': 'trailing', 'trained_betas': None, 'use_karras_sigmas': False}
LCM = {'_class_name': 'LCMScheduler', '_diffusers_version': '0.22.0', **BETAS, 'clip_sample': False, 'clip_sample_range': 1.,
       'dynamic_thresholding_ratio': .995, 'original_inference_steps': 50, 'prediction_type': 'epsilon', 'rescale_betas_zero_snr': False,
       'sample_max_value': 1., 'set_alpha_to_one': True, 'steps_offset': 1, 'thresholding': False, 'timestep_scaling': 10.,
       'timestep_spacing': 'leading', 'trained_betas': None}

SD1 = dict(width=8, layers=2)
SD2 = dict(width=12, layers=2, activation='gelu')
XL1, XL2 = dict(width=8, layers=3), dict(width=12, layers=2, activation='gelu', projection=12)
PIXELS = 8  # of a side for each latent
SIDE = 8  # latents of a side for which each says it was trained


@dataclass(frozen=True)
class Family:
    scheduler: dict
    pipeline: str = 'OnnxStableDiffusionPipeline'
    layout: str = 'parts'  # or 'flat', 'cuda'
    weights: str = 'sd15'  # families of one name have the same
    text: dict = field(default_factory=lambda: SD1)
    text2: dict = None
    unet: dict = field(default_factory=dict)
    scaling: float = .18215
    encoder: str = None  # 'parameters', or 'sample' for the old export
    ids: torch.dtype = torch.int64
    ids2: torch.dtype = torch.int64
    timestep: torch.dtype = torch.float32
    rank: int = 0  # of the timestep
    half: frozenset = frozenset()  # parts in half precision
    external: dict = field(default_factory=dict)  # part -> the file of its weights
    pad: str = 'end'
    batch: dict = field(default_factory=dict)  # part -> the batch it was exported for; sizes are baked too
    opset: int = 17

    @property
    def context(self):
        return self.text['width'] + (self.text2['width'] if self.text2 else 0)


ALL = frozenset({'text_encoder', 'text_encoder_2', 'unet', 'vae_decoder', 'vae_encoder'})
SD = 'StableDiffusionPipeline'
XL = dict(pipeline='StableDiffusionXLPipeline', text=XL1, text2=XL2, unet=dict(pooled=12), scaling=.13025)

FAMILIES = {
    'sd15': Family(PNDM, SD, encoder='parameters'),
    'sd15-legacy': Family(PNDM, ids=torch.int32, timestep=torch.int64, rank=1, external={'unet': 'weights.pb'}, encoder='sample', opset=14),
    'sd15-fp16': Family(PNDM, SD, half=ALL, rank=1),
    'sd2-v': Family({**DDIM, 'prediction_type': 'v_prediction'}, SD, weights='sd2', text=SD2, encoder='parameters', pad='!'),
    'sd-turbo': Family({**EULER, 'timestep_spacing': 'trailing'}, SD, weights='sd-turbo', text=SD2, pad='!', ids=torch.int32, rank=1,
                       half=frozenset({'text_encoder', 'unet'})),
    'sdxl': Family(EULER, weights='sdxl', encoder='parameters', external={'unet': 'model.onnx_data'}, **XL),
    'sdxl-turbo': Family(EULER_A, weights='sdxl', ids=torch.int32, rank=1, **XL),
    'lcm': Family(LCM, 'LatentConsistencyModelPipeline', weights='lcm', unet=dict(guidance=16), rank=1, timestep=torch.int64),
    'inpaint': Family(DDIM, 'StableDiffusionInpaintPipeline', weights='inpaint', unet=dict(channels=9), encoder='parameters'),
    'fixed-batch': Family(PNDM, ids=torch.int32, timestep=torch.int64, rank=1, batch={'text_encoder': 1, 'unet': 2, 'vae_decoder': 1}),
    'flat': Family(PNDM, layout='flat', ids=torch.int32, timestep=torch.int64, rank=1),
}

SEEDS = {name: 1000 * i for i, name in enumerate(['sd15', 'sd2', 'sd-turbo', 'sdxl', 'lcm', 'inpaint'], 1)}


def modules(name):
    """Module by part: `TextTransformer`s, `UNet`, `Decoder` and, where the family has one, `Encoder`. The same for ever."""
    family, found = FAMILIES[name], {}
    tokens = vocabulary.size()
    makers = {'text_encoder': lambda: stir(TextTransformer(tokens, **family.text)),
              'text_encoder_2': lambda: stir(TextTransformer(tokens, **family.text2)),
              'unet': lambda: UNet(family.context, **family.unet),
              'vae_decoder': lambda: autoencoder.Decoder(),
              'vae_encoder': lambda: autoencoder.Encoder(family.scaling, -40. if family.encoder == 'sample' else -2.)}
    there = {'text_encoder_2': family.text2, 'vae_encoder': family.encoder}
    for i, (part, make) in enumerate(makers.items()):
        if there.get(part, True):
            torch.manual_seed(SEEDS[family.weights] + i)
            found[part] = rounded(make()) if part in family.half else make()
    return found
