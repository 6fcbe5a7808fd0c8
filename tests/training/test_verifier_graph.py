"""The verifier's graph computes what PyTorch computes."""

import importlib
from pathlib import Path

import numpy as np
import pytest

from interviewer.inference.model_files import WEIGHTS, find_model
from interviewer.inference.weights import read_bytes, tensor_places
from interviewer.settings import DEFAULT_MODEL

TRAINING = Path(__file__).resolve().parents[2] / "training"


@pytest.mark.slow
def test_the_exported_graph_gives_the_logits_of_the_trained_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not TRAINING.is_dir():
        pytest.skip("the scripts are not in this distribution")
    import onnx
    import onnxruntime
    import torch

    monkeypatch.syspath_prepend(str(TRAINING))
    export, trainer = (importlib.import_module(name) for name in ("export_verifier", "train_verifier"))
    torch.manual_seed(1)
    model = trainer.Verifier().eval()
    with torch.no_grad():
        for name, parameter in model.learned().items():
            if name.endswith(".up"):
                parameter.normal_(std=0.02)
            parameter.copy_(parameter.half().float())  # what is shipped has half precision
    torch.save({"learned": model.learned()}, tmp_path / "verifier.pt")
    learned = export.learned_tensors(tmp_path / "verifier.pt")

    folder = find_model(DEFAULT_MODEL).folder
    content = read_bytes(folder / WEIGHTS)
    tensors = {name: place.of(content) for name, place in tensor_places(content).items() if "pooler" not in name}
    words = tensors.pop("embeddings.word_embeddings.weight")
    tensors |= {name: tensor.astype(np.float32) for name, tensor in learned.items()}
    graph = export.build_graph(folder, learned)
    wanted = {tensor.name for tensor in onnx.load_from_string(graph).graph.initializer}
    values = {name: onnxruntime.OrtValue.ortvalue_from_numpy(tensors[name]) for name in wanted & tensors.keys()}
    options = onnxruntime.SessionOptions()
    options.add_external_initializers(list(values), list(values.values()))
    session = onnxruntime.InferenceSession(graph, options)

    reader = trainer.claim_reader()
    for answer in ("Units are switched off at random.", "No unit is ever switched off."):
        pair = trainer.Pair("What is dropout?", "Dropout switches random units off in training.", answer, 0, "")
        ids, roles, mask = trainer.encode([pair], reader)
        with torch.inference_mode():
            expected = model(ids, roles, mask).numpy()
        (logits,) = session.run(None, {"words": words[ids.numpy()], "roles": roles.numpy()})
        assert np.abs(logits - expected).max() < 1e-3
