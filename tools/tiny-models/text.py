"""CLIP's text transformer (Radford et al., 2021), as small as it gets: causal, pre-norm, pooled at the end-of-text token."""
import torch
import torch.nn as nn

POSITIONS = 77
ACTIVATIONS = {'quick_gelu': lambda x: x * torch.sigmoid(1.702 * x), 'gelu': nn.functional.gelu}


class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x, mask):
        split = lambda y: y.reshape(y.shape[0], -1, self.heads, self.size).transpose(1, 2)
        logits = torch.matmul(split(self.query(x)) * self.size ** -.5, split(self.key(x)).transpose(2, 3)) + mask
        mixed = torch.matmul(logits.softmax(-1), split(self.value(x))).transpose(1, 2)
        return self.out(mixed.reshape(x.shape[0], -1, self.heads * self.size))


class Layer(nn.Module):
    def __init__(self, width, heads, activation):
        super().__init__()
        self.norm1, self.attention, self.norm2 = nn.LayerNorm(width), SelfAttention(width, heads), nn.LayerNorm(width)
        self.up, self.down, self.activation = nn.Linear(width, width * 4), nn.Linear(width * 4, width), ACTIVATIONS[activation]

    def forward(self, x, mask):
        x = x + self.attention(self.norm1(x), mask)
        return x + self.down(self.activation(self.up(self.norm2(x))))


class TextTransformer(nn.Module):
    """input_ids [B,N] -> hidden states of every layer (the embeddings first), the last normalised, its row at the first
    end-of-text token (the highest id), and that projected."""

    def __init__(self, vocabulary, width, layers=2, heads=2, activation='quick_gelu', projection=None):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(vocabulary, width), nn.Embedding(POSITIONS, width)
        self.layers = nn.ModuleList(Layer(width, heads, activation) for _ in range(layers))
        self.norm, self.projection = nn.LayerNorm(width), nn.Linear(width, projection or width, bias=False)

    def forward(self, ids):
        length = ids.shape[1]
        places = torch.arange(length)
        mask = (places[None] > places[:, None]).to(torch.float32) * torch.finfo(torch.float32).min
        x = self.tokens(ids) + self.positions.weight[:length]
        states = [x]
        for layer in self.layers:
            x = layer(x, mask)
            states.append(x)
        last = self.norm(x)
        end = ids.to(torch.int32).argmax(-1)
        pooled = torch.gather(last, 1, end[:, None, None].expand(-1, 1, last.shape[2]))[:, 0]
        return states, last, pooled, self.projection(pooled)


class TextModel(nn.Module):
    """What `CLIPTextModel` gives."""
    def __init__(self, tower, with_states=False):
        super().__init__()
        self.tower, self.with_states = tower, with_states

    def forward(self, input_ids):
        states, last, pooled, _ = self.tower(input_ids)
        return (last, pooled, *states) if self.with_states else (last, pooled)

    def outputs(self):
        return ['last_hidden_state', 'pooler_output', *(state_names(self.tower) if self.with_states else [])]


class TextModelWithProjection(nn.Module):
    """What `CLIPTextModelWithProjection` gives with all hidden states."""
    def __init__(self, tower):
        super().__init__()
        self.tower = tower

    def forward(self, input_ids):
        states, last, _, embeds = self.tower(input_ids)
        return (embeds, last, *states)

    def outputs(self):
        return ['text_embeds', 'last_hidden_state', *state_names(self.tower)]


def state_names(tower):
    return [f'hidden_states.{i}' for i in range(len(tower.layers) + 1)]
