"""The verifier in PyTorch, for training: low-rank adapters (LoRA, Hu et al. 2021) and a head on the bundled MiniLM.

It reads question, reference and answer together, as BERT reads a pair (Devlin et al. 2019), and tells entailed, neutral
and contradicted apart. The weights of the encoder stay as they are; adapters, biases, layer norms and head are learned.
"""

import torch
from torch import Tensor, nn
from transformers import AutoModel

from interviewer.inference.claims import Role, Verdict
from interviewer.inference.model_files import find_model
from interviewer.settings import DEFAULT_MODEL

RANK = 24
DROPOUT = 0.1


class Adapted(nn.Module):
    """A linear layer with its own weights frozen, its bias free, and a low-rank product added."""

    def __init__(self, layer: nn.Linear, rank: int) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(torch.randn(rank, layer.in_features) / layer.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(layer.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = self.layer(x) + nn.functional.linear(nn.functional.linear(x, self.down), self.up)
        return added


class Verifier(nn.Module):
    def __init__(self, rank: int = RANK) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            find_model(DEFAULT_MODEL).folder,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            # The low rank holds it back enough; random numbers would cost a quarter of the time.
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        for name, parameter in self.encoder.named_parameters():
            parameter.requires_grad_(name.endswith(".bias") or "LayerNorm" in name)
        for layer in self.encoder.encoder.layer:
            attention = layer.attention
            for part in ("query", "key", "value"):
                setattr(attention.self, part, Adapted(getattr(attention.self, part), rank))
            for module in (attention.output, layer.intermediate, layer.output):
                module.dense = Adapted(module.dense, rank)
        width = self.encoder.config.hidden_size
        # In the place of BERT's two segments: the first is what the reference starts from, the second the statement.
        segments = self.encoder.embeddings.token_type_embeddings.weight.detach()
        self.roles = nn.Parameter(segments[[int(role >= Role.STATEMENT) for role in Role]].clone())
        self.mixed = nn.Linear(2 * width, width // 2)
        self.judged = nn.Linear(width // 2, len(Verdict))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, ids: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """Logits [n, 3] of entailed, neutral, contradicted; inputs [n, tokens]."""
        # The encoder adds its first segment to every word; what is handed over differs from it by the role.
        offsets = self.roles - self.encoder.embeddings.token_type_embeddings.weight[0]
        words = self.encoder.embeddings.word_embeddings(ids) + offsets[roles]
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state.float()
        said = ((roles >= Role.STATEMENT) & (mask > 0)).unsqueeze(-1)
        mean = (hidden * said).sum(1) / said.sum(1).clamp(min=1)
        read = torch.cat([hidden[:, 0], mean], dim=1)
        logits: Tensor = self.judged(nn.functional.gelu(self.mixed(self.dropout(read))))
        return logits

    def learned(self) -> dict[str, Tensor]:
        """Everything that training changes."""
        return {name: tensor for name, tensor in self.named_parameters() if tensor.requires_grad}
