"""The graph that the package ships: what the script derives from the model, and none of its weights."""

import runpy
from pathlib import Path

import onnx
import pytest

from interviewer.inference import onnx_encoder
from interviewer.inference.model_files import WEIGHTS, find_model
from interviewer.inference.weights import read_bytes, tensor_places
from interviewer.settings import DEFAULT_MODEL

GRAPH = Path(onnx_encoder.__file__).with_name("data") / "minilm.onnx"
SCRIPT = Path(__file__).resolve().parents[2] / "training" / "export_graph.py"


def test_the_graph_is_the_one_that_the_script_derives_from_the_model() -> None:
    if not SCRIPT.is_file():
        pytest.skip("the scripts are not in this distribution")
    derived = runpy.run_path(str(SCRIPT))["build_graph"](find_model(DEFAULT_MODEL).folder)
    assert derived == GRAPH.read_bytes()


def test_the_graph_is_valid_and_holds_no_weights(tmp_path: Path) -> None:
    assert GRAPH.stat().st_size < 100_000
    folder = find_model(DEFAULT_MODEL).folder
    beside = tmp_path / "graph.onnx"
    beside.write_bytes(GRAPH.read_bytes())
    (tmp_path / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes())
    onnx.checker.check_model(str(beside), full_check=True)


def test_the_graph_names_its_weights_at_their_places_in_the_file() -> None:
    places = tensor_places(read_bytes(find_model(DEFAULT_MODEL).folder / WEIGHTS))
    graph = onnx.load(str(GRAPH), load_external_data=False).graph
    weights = [tensor for tensor in graph.initializer if tensor.data_location == onnx.TensorProto.EXTERNAL]
    used = {name for name in places if not name.startswith(("pooler.", "embeddings.word_embeddings."))}
    assert {tensor.name for tensor in weights} == used
    for tensor in weights:
        where = {entry.key: entry.value for entry in tensor.external_data}
        place = places[tensor.name]
        assert tuple(tensor.dims) == place.shape
        assert where == {"location": WEIGHTS, "offset": str(place.start), "length": str(place.length)}
