"""The default model loads what it needs and no more."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from interviewer.errors import UnavailableError
from interviewer.inference.loading import load_encoder
from interviewer.inference.model_files import WEIGHTS, find_model
from interviewer.inference.weights import read_bytes, tensor_places
from interviewer.settings import DEFAULT_MODEL

PROBE = """
import builtins, json, sys
from interviewer.inference.loading import load_encoder
opened = []
sys.addaudithook(lambda event, details: opened.append(str(details[0])) if event == "open" else None)
load_encoder("all-MiniLM-L6-v2").encode(["Dropout switches units off.", "", "word " * 300])
reads = sum(name.endswith("model.safetensors") for name in opened)
print(json.dumps([reads, sorted({name.partition(".")[0] for name in sys.modules}), len(sys.modules)]))
"""
HEAVY = {"torch", "transformers", "sentence_transformers", "huggingface_hub", "faiss", "scipy", "sklearn", "pydantic"}
MOST_MODULES = 450


def test_the_default_model_loads_without_torch_and_reads_its_weights_once() -> None:
    finished = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    reads, names, modules = json.loads(finished.stdout)
    assert not HEAVY & set(names)
    assert modules < MOST_MODULES
    assert reads == 1
    assert finished.stderr == ""


def test_a_runtime_that_cannot_be_loaded_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("minilm", "onnx_encoder"):
        monkeypatch.delitem(sys.modules, f"interviewer.inference.{module}", raising=False)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(UnavailableError, match="ONNX Runtime cannot be loaded") as caught:
        load_encoder(DEFAULT_MODEL)
    assert "pip install" in caught.value.hint


def test_tensors_are_those_that_the_library_reads() -> None:
    path: Path = find_model(DEFAULT_MODEL).folder / WEIGHTS
    content = read_bytes(path)
    expected = {name: tensor for name, tensor in load_file(path).items() if tensor.dtype == np.float32}
    places = tensor_places(content)
    assert places.keys() == expected.keys()
    for name, place in places.items():
        assert np.array_equal(place.of(content), expected[name])
