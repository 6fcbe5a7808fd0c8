"""While many objects are made the collector stands still, and afterwards it is as it was."""

import gc
import weakref

import pytest

from interviewer.collector import collector_paused


def test_the_collector_stands_still_and_goes_on() -> None:
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error_too() -> None:
    with pytest.raises(KeyError), collector_paused():
        raise KeyError
    assert gc.isenabled()


def test_whoever_does_without_it_goes_on_without_it() -> None:
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_made_is_not_looked_through_at_once() -> None:
    searches: list[int] = []

    def note(phase: str, details: dict[str, int]) -> None:
        if phase == "start":
            searches.append(details["generation"])

    gc.callbacks.append(note)
    try:
        with collector_paused():
            kept = [[number] for number in range(100_000)]
        in_the_oldest_generation = {id(item) for item in gc.get_objects(generation=2)}
    finally:
        gc.callbacks.remove(note)
    assert searches == []
    assert all(id(item) in in_the_oldest_generation for item in kept[:100])


def test_cycles_that_were_made_are_still_found() -> None:
    class Node:
        pass

    with collector_paused():
        node = Node()
        node.itself = node  # type: ignore[attr-defined]
        seen = weakref.ref(node)
        del node
    assert seen() is not None
    gc.collect()
    assert seen() is None
