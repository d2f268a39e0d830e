"""The configuration files of a family, in the words of diffusers and transformers."""
import json
import os

import unet
import vocabulary
from autoencoder import LEVELS, WIDTH
from families import SIDE, PIXELS

RUNTIMES = {'OnnxStableDiffusionPipeline': ['diffusers', 'OnnxRuntimeModel']}
CLASSES = {'text_encoder': ['transformers', 'CLIPTextModel'], 'text_encoder_2': ['transformers', 'CLIPTextModelWithProjection'],
           'unet': ['diffusers', 'UNet2DConditionModel'], 'vae': ['diffusers', 'AutoencoderKL']}


def write(folder, family, parts):
    """parts: of them each has its `config.json`, unless the layout is flat."""
    documents = {'model_index.json': _index(family, parts), 'scheduler/scheduler_config.json': family.scheduler}
    if family.layout == 'parts':
        documents.update({f'{part}/config.json': _config(family, part) for part in parts})
    for name, document in documents.items():
        target = os.path.join(folder, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, 'w') as file:
            json.dump(document, file, indent=1)
            file.write('\n')
    is_second_version = family.pad == '!'
    vocabulary.write(os.path.join(folder, 'tokenizer'), family.pad, ends_in_config=is_second_version)
    if family.text2:
        vocabulary.write(os.path.join(folder, 'tokenizer_2'), '!')


def _index(family, parts):
    runtime = RUNTIMES.get(family.pipeline)
    index = {'_class_name': family.pipeline, '_diffusers_version': family.scheduler['_diffusers_version']}
    if family.text2:
        return {**index, 'force_zeros_for_empty_prompt': True, 'scheduler': ['diffusers', family.scheduler['_class_name']],
                'text_encoder': CLASSES['text_encoder'], 'text_encoder_2': CLASSES['text_encoder_2'],
                'tokenizer': ['transformers', 'CLIPTokenizer'], 'tokenizer_2': ['transformers', 'CLIPTokenizer'],
                'unet': CLASSES['unet'], 'vae': CLASSES['vae']}
    autoencoders = {part: runtime for part in parts if part.startswith('vae')} if runtime else {'vae': CLASSES['vae']}
    return {**index, 'feature_extractor': [None, None], 'requires_safety_checker': False, 'safety_checker': [None, None],
            'scheduler': ['diffusers', family.scheduler['_class_name']], 'text_encoder': runtime or CLASSES['text_encoder'],
            'tokenizer': ['transformers', 'CLIPTokenizer'], 'unet': runtime or CLASSES['unet'], **autoencoders}


def _config(family, part):
    return {'text_encoder': lambda: _text(family.text, 'CLIPTextModel'),
            'text_encoder_2': lambda: _text(family.text2, 'CLIPTextModelWithProjection'), 'unet': lambda: _unet(family),
            'vae_decoder': lambda: _autoencoder(family), 'vae_encoder': lambda: _autoencoder(family)}[part]()


def _text(text, architecture):
    size = vocabulary.size()
    return {'architectures': [architecture], 'bos_token_id': 0, 'dropout': 0., 'eos_token_id': 2,
            'hidden_act': text.get('activation', 'quick_gelu'), 'hidden_size': text['width'], 'intermediate_size': text['width'] * 4, 'layer_norm_eps': 1e-5, 'max_position_embeddings': 77,
            'model_type': 'clip_text_model', 'num_attention_heads': 2, 'num_hidden_layers': text['layers'], 'pad_token_id': 1,
            'projection_dim': text.get('projection', text['width']), 'vocab_size': size}


def _unet(family):
    pooled, guidance = family.unet.get('pooled'), family.unet.get('guidance')
    return {'_class_name': 'UNet2DConditionModel', '_diffusers_version': family.scheduler['_diffusers_version'],
            'addition_embed_type': 'text_time' if pooled else None, 'addition_time_embed_dim': unet.ADDED_TIME if pooled else None,
            'attention_head_dim': 2, 'block_out_channels': list(unet.WIDTHS), 'cross_attention_dim': family.context,
            'down_block_types': ['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'], 'flip_sin_to_cos': True, 'freq_shift': 0,
            'in_channels': family.unet.get('channels', 4), 'layers_per_block': 1, 'out_channels': 4,
            'projection_class_embeddings_input_dim': pooled + 6 * unet.ADDED_TIME if pooled else None, 'sample_size': SIDE,
            'time_cond_proj_dim': guidance, 'up_block_types': ['CrossAttnUpBlock2D', 'CrossAttnUpBlock2D']}


def _autoencoder(family):
    is_large = family.text2 is not None
    return {'_class_name': 'AutoencoderKL', '_diffusers_version': family.scheduler['_diffusers_version'], 'act_fn': 'silu',
            'block_out_channels': [WIDTH] * LEVELS, **({'force_upcast': True} if is_large else {}), 'in_channels': 3, 'latent_channels': 4,
            'layers_per_block': 1, 'norm_num_groups': 4, 'out_channels': 3, 'sample_size': SIDE * PIXELS,
            'scaling_factor': family.scaling}
