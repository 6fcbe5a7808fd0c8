"""Writes interviewer/inference/data/minilm.onnx: the computation of all-MiniLM-L6-v2, without its weights.

The graph is that of sentence-transformers' model: a BERT encoder (Devlin et al. 2019), the mean over the tokens, unit
length. Its weights are external tensors at their places in the model's own `model.safetensors`, so the file holds the
wiring alone. It takes the words' vectors (the table of which every session would copy, half of the weights) of texts of
equal length in tokens, without padding. Every operator in it gives a text the same bits whatever else is in the batch.
Run: `python training/export_graph.py`.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onnx import ModelProto, NodeProto, TensorProto, helper

from interviewer.inference.model_files import WEIGHTS, find_model
from interviewer.inference.weights import TensorPlace, read_bytes, tensor_places
from interviewer.settings import DEFAULT_MODEL

TARGET = Path(__file__).resolve().parent.parent / "interviewer" / "inference" / "data" / "minilm.onnx"

# The first version of the ONNX operators with Attention. The standard Attention, Gelu and LayerNormalization are
# faster here than ONNX Runtime's own MultiHeadAttention, BiasGelu and SkipLayerNormalization.
OPERATORS = 23
FORMAT = 11


@dataclass
class Wiring:
    """Nodes and tensors as they are added; a node's output has the node's name."""

    places: dict[str, TensorPlace]
    nodes: list[NodeProto] = field(default_factory=list)
    tensors: dict[str, TensorProto] = field(default_factory=dict)

    def node(self, operator: str, inputs: list[str], name: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    def weight(self, name: str) -> str:
        """A tensor that stays where it is in the file of weights."""
        place = self.places[name]
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=place.shape)
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", WEIGHTS), ("offset", place.start), ("length", place.length)):
            tensor.external_data.add(key=key, value=str(value))
        self.tensors[name] = tensor
        return name

    def integers(self, name: str, *values: int) -> str:
        self.tensors[name] = helper.make_tensor(name, TensorProto.INT64, [len(values)], values)
        return name

    def linear(self, x: str, module: str) -> str:
        """Rows times the transposed weights, as PyTorch stores them, plus the bias."""
        weights = [self.weight(f"{module}.weight"), self.weight(f"{module}.bias")]
        return self.node("Gemm", [x, *weights], module, transB=1)

    def normalised_sum(self, x: str, residual: str, module: str, epsilon: float) -> str:
        total = self.node("Add", [x, residual], f"{module}.sum")
        weights = [self.weight(f"{module}.weight"), self.weight(f"{module}.bias")]
        return self.node("LayerNormalization", [total, *weights], module, epsilon=epsilon)

    def layer(self, x: str, layer: str, heads: int, epsilon: float) -> str:
        """Self-attention and feed-forward, each with its residual connection."""
        parts = []
        for part in ("query", "key", "value"):
            rows = self.linear(x, f"{layer}.attention.self.{part}")
            parts.append(self.node("Reshape", [rows, "texts_tokens_hidden"], f"{rows}.by_text"))
        seen = self.node("Attention", parts, f"{layer}.attention.self", q_num_heads=heads, kv_num_heads=heads)
        seen = self.node("Reshape", [seen, "rows"], f"{seen}.rows")
        seen = self.linear(seen, f"{layer}.attention.output.dense")
        seen = self.normalised_sum(seen, x, f"{layer}.attention.output.LayerNorm", epsilon)
        wide = self.node("Gelu", [self.linear(seen, f"{layer}.intermediate.dense")], f"{layer}.intermediate")
        return self.normalised_sum(
            self.linear(wide, f"{layer}.output.dense"), seen, f"{layer}.output.LayerNorm", epsilon
        )


def build_graph(folder: Path) -> bytes:
    """The graph of the model in this folder.

    Raises:
        ValueError: the model is not a BERT with mean pooling to unit length.
    """
    settings = read_settings(folder)
    hidden, epsilon = settings["hidden_size"], settings["layer_norm_eps"]
    wiring = Wiring(tensor_places(read_bytes(folder / WEIGHTS)))
    wiring.integers("zero", 0)
    wiring.integers("one", 1)
    wiring.integers("rows", -1, hidden)
    wiring.node("Shape", ["words"], "texts_tokens_hidden")
    wiring.node("Shape", ["words"], "tokens", start=1, end=2)
    x = wiring.node("Reshape", [_embeddings(wiring, epsilon), "rows"], "embeddings")
    for number in range(settings["num_hidden_layers"]):
        x = wiring.layer(x, f"encoder.layer.{number}", settings["num_attention_heads"], epsilon)
    _pooling(wiring, x)
    graph = helper.make_graph(
        wiring.nodes,
        DEFAULT_MODEL,
        [helper.make_tensor_value_info("words", TensorProto.FLOAT, ["texts", "tokens", hidden])],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", hidden])],
        list(wiring.tensors.values()),
    )
    model: ModelProto = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPERATORS)], ir_version=FORMAT, producer_name="interviewer"
    )
    content: bytes = model.SerializeToString(deterministic=True)
    return content


def read_settings(folder: Path) -> dict[str, Any]:
    """The model's settings; ValueError when it is not a BERT with mean pooling to unit length."""
    settings: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    pooling = json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    kinds = [module["type"].rpartition(".")[2] for module in modules]
    means = [key for key, value in pooling.items() if key.startswith("pooling_mode") and value]
    if kinds != ["Transformer", "Pooling", "Normalize"] or means != ["pooling_mode_mean_tokens"]:
        raise ValueError(f"{folder}: not mean pooling to unit length")
    if (settings["model_type"], settings["hidden_act"]) != ("bert", "gelu"):
        raise ValueError(f"{folder}: not a BERT with the exact gelu")
    return settings


def _embeddings(wiring: Wiring, epsilon: float) -> str:
    """Word, position and segment; every token is in the first segment."""
    table = wiring.weight("embeddings.position_embeddings.weight")
    positions = wiring.node("Slice", [table, "zero", "tokens"], "positions")
    segments = wiring.weight("embeddings.token_type_embeddings.weight")
    segment = wiring.node("Gather", [segments, "zero"], "segment")
    places = wiring.node("Add", [positions, segment], "places")
    return wiring.normalised_sum("words", places, "embeddings.LayerNorm", epsilon)


def _pooling(wiring: Wiring, x: str) -> None:
    """The sum over the tokens at unit length: the number of tokens, which parts sum and mean, cancels out.

    As a product with ones, because ReduceMean and ReduceSum add in another order when the batch is another.
    """
    wiring.node("Concat", ["one", "tokens"], "one_tokens", axis=0)
    wiring.node("ConstantOfShape", ["one_tokens"], "ones", value=helper.make_tensor("", TensorProto.FLOAT, [1], [1.0]))
    by_text = wiring.node("Reshape", [x, "texts_tokens_hidden"], "by_text")
    total = wiring.node("MatMul", ["ones", by_text], "sum.by_text")
    total = wiring.node("Squeeze", [total, "one"], "sum")
    wiring.node("LpNormalization", [total], "vectors", axis=-1, p=2)


def main() -> None:
    graph = build_graph(find_model(DEFAULT_MODEL).folder)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(graph)
    print(f"{TARGET}: {len(graph)} bytes")


if __name__ == "__main__":
    main()
