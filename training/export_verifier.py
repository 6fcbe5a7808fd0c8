"""Writes what the package ships of a trained verifier: `python training/export_verifier.py CHECKPOINT`.

`interviewer/inference/data/verifier.safetensors` has what was learned, in half precision; `verifier.onnx` has the
wiring. Learned tensors take the place of the encoder's own of the same name; adapters and head are new.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from export_graph import FORMAT, OPERATORS, Wiring, read_settings
from onnx import ModelProto, TensorProto, helper
from safetensors.numpy import load_file, save_file

from interviewer.inference.claims import Role
from interviewer.inference.model_files import WEIGHTS, find_model
from interviewer.inference.weights import read_bytes, tensor_places
from interviewer.settings import DEFAULT_MODEL

DATA = Path(__file__).resolve().parent.parent / "interviewer" / "inference" / "data"
LEARNED, GRAPH = "verifier.safetensors", "verifier.onnx"
ROLES = "embeddings.token_type_embeddings.weight"
"""The encoder has its vectors of two segments there; the verifier has one for every role."""
Tensors = dict[str, npt.NDArray[np.float16]]


class VerifierWiring(Wiring):
    """Linear layers with a low-rank product added; biases, norms and roles are the learned ones."""

    def __init__(self, folder: Path, learned: Tensors) -> None:
        super().__init__(tensor_places(read_bytes(folder / WEIGHTS)))
        self.learned = learned

    def tensor(self, name: str) -> str:
        """A learned tensor, which is handed over when the graph is loaded."""
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=self.learned[name].shape)
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value=LEARNED)
        self.tensors[name] = tensor
        return name

    def linear(self, x: str, module: str) -> str:
        own = [self.weight(f"{module}.weight"), self.tensor(f"{module}.bias")]
        plain = self.node("Gemm", [x, *own], f"{module}.plain", transB=1)
        lowered = self.node("Gemm", [x, self.tensor(f"{module}.down")], f"{module}.lowered", transB=1)
        return self.node("Gemm", [lowered, self.tensor(f"{module}.up"), plain], module, transB=1)

    def normalised_sum(self, x: str, residual: str, module: str, epsilon: float) -> str:
        total = self.node("Add", [x, residual], f"{module}.sum")
        weights = [self.tensor(f"{module}.weight"), self.tensor(f"{module}.bias")]
        return self.node("LayerNormalization", [total, *weights], module, epsilon=epsilon)


def learned_tensors(checkpoint: Path) -> Tensors:
    """What training changed, named like the encoder's own weights, in half precision."""
    state = torch.load(checkpoint, weights_only=True)["learned"]
    names = {name: name.removeprefix("encoder.").replace(".layer.bias", ".bias") for name in state}
    names["roles"] = ROLES
    return {names[name]: tensor.detach().to(torch.float16).numpy() for name, tensor in state.items()}


def build_graph(folder: Path, learned: Tensors) -> bytes:
    """The graph of the verifier over the model in this folder.

    It takes the words' vectors [n, tokens, width] of claims of equal length and the roles of their tokens [n, tokens],
    and gives the logits [n, 3], in the order of `Verdict`.
    """
    settings: dict[str, Any] = read_settings(folder)
    width, epsilon = settings["hidden_size"], settings["layer_norm_eps"]
    wiring = VerifierWiring(folder, learned)
    for name, value in (("zero", 0), ("one", 1)):
        wiring.integers(name, value)
    wiring.integers("rows", -1, width)
    wiring.node("Shape", ["words"], "texts_tokens_hidden")
    wiring.node("Shape", ["words"], "tokens", start=1, end=2)
    wiring.integers("first_of_statement", Role.STATEMENT)
    table = wiring.weight("embeddings.position_embeddings.weight")
    positions = wiring.node("Slice", [table, "zero", "tokens"], "positions")
    kinds = wiring.node("Gather", [wiring.tensor(ROLES), "roles"], "kinds")
    places = wiring.node("Add", [kinds, positions], "places")
    x = wiring.normalised_sum("words", places, "embeddings.LayerNorm", epsilon)
    x = wiring.node("Reshape", [x, "rows"], "embeddings")
    for number in range(settings["num_hidden_layers"]):
        x = wiring.layer(x, f"encoder.layer.{number}", settings["num_attention_heads"], epsilon)
    by_text = wiring.node("Reshape", [x, "texts_tokens_hidden"], "by_text")
    first = wiring.node("Gather", [by_text, "zero_scalar"], "first", axis=1)
    wiring.tensors["zero_scalar"] = helper.make_tensor("zero_scalar", TensorProto.INT64, [], [0])
    of_statement = wiring.node("GreaterOrEqual", ["roles", "first_of_statement"], "of_statement")
    said = wiring.node("Cast", [of_statement], "said", to=TensorProto.FLOAT)
    said_row = wiring.node("Unsqueeze", [said, "one"], "said.row")
    total = wiring.node("Squeeze", [wiring.node("MatMul", [said_row, by_text], "total.row"), "one"], "total")
    count = wiring.node("ReduceSum", [said, "one"], "count", keepdims=1)
    mean = wiring.node("Div", [total, count], "mean")
    read = wiring.node("Concat", [first, mean], "read", axis=1)
    mixed = wiring.node("Gemm", [read, wiring.tensor("mixed.weight"), wiring.tensor("mixed.bias")], "mixed", transB=1)
    bent = wiring.node("Gelu", [mixed], "bent")
    wiring.node("Gemm", [bent, wiring.tensor("judged.weight"), wiring.tensor("judged.bias")], "logits", transB=1)
    graph = helper.make_graph(
        wiring.nodes,
        "verifier",
        [
            helper.make_tensor_value_info("words", TensorProto.FLOAT, ["pairs", "tokens", width]),
            helper.make_tensor_value_info("roles", TensorProto.INT64, ["pairs", "tokens"]),
        ],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", learned["judged.bias"].shape[0]])],
        list(wiring.tensors.values()),
    )
    model: ModelProto = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPERATORS)], ir_version=FORMAT, producer_name="interviewer"
    )
    content: bytes = model.SerializeToString(deterministic=True)
    return content


def main() -> None:
    learned = learned_tensors(Path(sys.argv[1]))
    save_file(learned, DATA / LEARNED)
    graph = build_graph(find_model(DEFAULT_MODEL).folder, load_file(DATA / LEARNED))
    (DATA / GRAPH).write_bytes(graph)
    print(f"{(DATA / LEARNED).stat().st_size / 1e6:.2f} MB learned, {len(graph)} bytes of wiring")


if __name__ == "__main__":
    main()
