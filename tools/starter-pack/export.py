"""Exports the trained weights to models/starter in the standard layouts. Usage: export.py [checkpoint, default unet]"""
import json
import os
import shutil
import sys

import torch

import training
from clip import Clip
from diffusion import BETA_END, BETA_START, STEPS
from graphs import EncodedParameters, ImageEmbeds, TextEmbeds, rounded, save, turned
from painting import SHEET, Studio
from tokenizer import END, START, Tokenizer
from unet import WIDTHS
from workspace import REPOSITORY, path

PACK = os.path.join(REPOSITORY, 'models', 'starter')


def modules(checkpoint='unet'):
    """The shipped modules by name, with the shipped weights."""
    studio = Studio.load(checkpoint)
    clip = Clip(studio.tokenizer.size)
    clip.load_state_dict(training.restore('clip')['model'])
    from latents import autoencoder
    painter, unet = turned(rounded(studio.painter), rounded(studio.unet), studio.ids(SHEET))
    return {'unet': unet, 'text_encoder': painter, 'vae_decoder': rounded(studio.decoder),
            'vae_encoder': EncodedParameters(rounded(autoencoder().encoder)), 'clip': rounded(clip)}


def write_graphs(found, vocabulary):
    file = lambda *parts: _made(os.path.join(PACK, *parts))
    ids = torch.tensor([[vocabulary - 2, 5, 6, vocabulary - 1, vocabulary - 1]] * 2)
    hidden = found['text_encoder'](ids)[0].detach()
    noise, image = torch.randn(2, 4, 16, 16), torch.randn(2, 3, 64, 64)
    save(found['text_encoder'], (ids,), file('diffusion', 'text_encoder', 'model.onnx'), ['input_ids'], ['last_hidden_state', 'pooler_output'])
    save(found['unet'], (noise, torch.tensor([500]), hidden), file('diffusion', 'unet', 'model.onnx'),
         ['sample', 'timestep', 'encoder_hidden_states'], ['out_sample'])
    save(found['vae_decoder'], (noise,), file('diffusion', 'vae_decoder', 'model.onnx'), ['latent_sample'], ['sample'])
    save(found['vae_encoder'], (image,), file('diffusion', 'vae_encoder', 'model.onnx'), ['sample'], ['latent_parameters'])
    save(TextEmbeds(found['clip']), (ids,), file('clip', 'onnx', 'text_model.onnx'), ['input_ids'], ['text_embeds'])
    save(ImageEmbeds(found['clip']), (image,), file('clip', 'onnx', 'vision_model.onnx'), ['pixel_values'], ['image_embeds', 'patch_embeds'])


def write_settings(vocabulary, logit_scale):
    tokens = {'bos_token_id': vocabulary - 2, 'eos_token_id': vocabulary - 1, 'pad_token_id': vocabulary - 1}
    text = {'hidden_size': 128, 'num_hidden_layers': 3, 'num_attention_heads': 4, 'vocab_size': vocabulary,
            'max_position_embeddings': 77, 'hidden_act': 'quick_gelu', **tokens}
    autoencoder = {'_class_name': 'AutoencoderKL', 'latent_channels': 4, 'scaling_factor': 1.0, 'sample_size': 64, 'block_out_channels': [40, 40, 96]}
    specials = {'bos_token': START, 'eos_token': END, 'unk_token': END, 'pad_token': END}
    tokenizer = {'tokenizer_class': 'CLIPTokenizer', **specials, 'model_max_length': 77, 'do_lower_case': True, 'add_prefix_space': False}
    runtime, version = ['diffusers', 'OnnxRuntimeModel'], '0.21.0'
    documents = {
        'diffusion/model_index.json': {
            '_class_name': 'OnnxStableDiffusionPipeline', '_diffusers_version': version, 'feature_extractor': [None, None],
            'safety_checker': [None, None], 'requires_safety_checker': False, 'scheduler': ['diffusers', 'DDIMScheduler'],
            'text_encoder': runtime, 'tokenizer': ['transformers', 'CLIPTokenizer'], 'unet': runtime, 'vae_decoder': runtime,
            'vae_encoder': runtime},
        'diffusion/scheduler/scheduler_config.json': {
            '_class_name': 'DDIMScheduler', '_diffusers_version': version, 'num_train_timesteps': STEPS, 'beta_start': BETA_START,
            'beta_end': BETA_END, 'beta_schedule': 'scaled_linear', 'prediction_type': 'v_prediction', 'clip_sample': False,
            'set_alpha_to_one': True, 'steps_offset': 1, 'timestep_spacing': 'trailing', 'rescale_betas_zero_snr': False, 'trained_betas': None},
        'diffusion/unet/config.json': {'_class_name': 'UNet2DConditionModel', 'sample_size': 16, 'in_channels': 4, 'out_channels': 4,
                                       'cross_attention_dim': 128, 'block_out_channels': list(WIDTHS)},
        'diffusion/vae_decoder/config.json': autoencoder, 'diffusion/vae_encoder/config.json': autoencoder,
        'diffusion/text_encoder/config.json': {'architectures': ['CLIPTextModel'], 'model_type': 'clip_text_model', **text},
        'diffusion/tokenizer/tokenizer_config.json': tokenizer, 'diffusion/tokenizer/special_tokens_map.json': specials,
        'clip/tokenizer_config.json': tokenizer, 'clip/tokenizer.json': fast_tokenizer(),
        'clip/preprocessor_config.json': {
            'image_processor_type': 'CLIPImageProcessor', 'feature_extractor_type': 'CLIPFeatureExtractor', 'do_resize': True,
            'size': {'shortest_edge': 64}, 'resample': 3, 'do_center_crop': True, 'crop_size': {'height': 64, 'width': 64},
            'do_rescale': True, 'rescale_factor': 1 / 255, 'do_normalize': True, 'image_mean': [.5] * 3, 'image_std': [.5] * 3,
            'do_convert_rgb': True},
        'clip/config.json': {  # logit_scale_init_value holds the trained scale: a split export has no other place for it
            'model_type': 'clip', 'architectures': ['CLIPModel'], 'projection_dim': 128, 'logit_scale_init_value': logit_scale,
            'text_config': {'model_type': 'clip_text_model', **text},
            'vision_config': {'model_type': 'clip_vision_model', 'image_size': 64, 'patch_size': 16, 'hidden_size': 192, 'projection_dim': 128}},
    }
    for name, document in documents.items():
        with open(_made(os.path.join(PACK, name)), 'w') as file:
            json.dump(document, file, indent=1, ensure_ascii=False)
            file.write('\n')
    for name in ('vocab.json', 'merges.txt'):
        shutil.copyfile(path('tokenizer', name), os.path.join(PACK, 'diffusion', 'tokenizer', name))


def fast_tokenizer():
    """The tokenizer as Hugging Face's tokenizer.json for CLIP."""
    tokenizer = Tokenizer(path('tokenizer'))
    special = lambda content: {'id': tokenizer.vocabulary[content], 'content': content, 'single_word': False, 'lstrip': False,
                               'rstrip': False, 'normalized': False, 'special': True}
    words = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    return {
        'version': '1.0', 'truncation': None, 'padding': None, 'added_tokens': [special(START), special(END)],
        'normalizer': {'type': 'Sequence', 'normalizers': [
            {'type': 'NFC'}, {'type': 'Replace', 'pattern': {'Regex': r'\s+'}, 'content': ' '}, {'type': 'Lowercase'}]},
        'pre_tokenizer': {'type': 'Sequence', 'pretokenizers': [
            {'type': 'Split', 'pattern': {'Regex': words}, 'behavior': 'Removed', 'invert': True},
            {'type': 'ByteLevel', 'add_prefix_space': False, 'trim_offsets': True}]},
        'post_processor': {'type': 'RobertaProcessing', 'sep': [END, tokenizer.end], 'cls': [START, tokenizer.start],
                           'trim_offsets': False, 'add_prefix_space': False},
        'decoder': {'type': 'ByteLevel', 'add_prefix_space': True, 'trim_offsets': True},
        'model': {'type': 'BPE', 'dropout': None, 'unk_token': END, 'continuing_subword_prefix': '', 'end_of_word_suffix': '</w>',
                  'fuse_unk': False, 'vocab': tokenizer.vocabulary, 'merges': [' '.join(pair) for pair in tokenizer.ranks]}}


def _made(target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    return target


if __name__ == '__main__':
    torch.set_num_threads(1)
    found = modules(*sys.argv[1:2])
    size = Tokenizer(path('tokenizer')).size
    write_graphs(found, size)
    write_settings(size, min(4.6, found['clip'].logit_scale.item()))
