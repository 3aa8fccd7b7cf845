"""Our named tuples are those of `typing` in all that can be seen of them."""

from __future__ import annotations

import copy
import importlib
import pickle
import pkgutil
import typing
from collections.abc import Iterator

import pytest

import checker
from checker.records import NamedTuple


class Ours(NamedTuple):
    """A record."""

    name: str
    age: int = 0
    tags: tuple[str, ...] = ()

    def title(self) -> str:
        return f"{self.name} ({self.age})"

    @property
    def old(self) -> bool:
        return self.age > 90


class Theirs(typing.NamedTuple):
    """A record."""

    name: str
    age: int = 0
    tags: tuple[str, ...] = ()


def test_values_fields_and_text_are_the_same() -> None:
    ours: typing.Any = Ours("Ada", tags=("x",))
    theirs: typing.Any = Theirs("Ada", tags=("x",))
    assert ours == theirs == ("Ada", 0, ("x",))
    assert hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert (ours.name, ours.age, ours.tags) == tuple(theirs)
    assert ours._asdict() == theirs._asdict()
    assert ours._replace(age=91) == theirs._replace(age=91)
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert Ours._make(iter(theirs)) == ours
    assert Ours.__match_args__ == Theirs.__match_args__
    assert Ours.__doc__ == Theirs.__doc__
    assert [type(each).__mro__ for each in (Ours, Theirs)] == [type.__mro__] * 2
    assert not hasattr(ours, "__dict__")


def test_methods_and_patterns_work() -> None:
    assert Ours("Ada", 91).title() == "Ada (91)"
    assert Ours("Ada", 91).old
    match Ours("Ada", 91):
        case Ours(name, age=age):
            assert (name, age) == ("Ada", 91)
        case _:
            pytest.fail("a pattern of positions does not match")


def test_copies_and_pickles_are_equal_and_of_the_same_class() -> None:
    ours = Ours("Ada", 3, ("x",))
    for made in (copy.copy(ours), copy.deepcopy(ours), pickle.loads(pickle.dumps(ours))):
        assert made == ours
        assert type(made) is Ours


@pytest.mark.parametrize("call", ["{}()", "{}('Ada', 1, (), 2)", "{}(nam='Ada')", "{}('Ada', name='Ada')"])
def test_a_wrong_call_is_refused_in_the_same_words(call: str) -> None:
    words = []
    for name in ("Ours", "Theirs"):
        with pytest.raises(TypeError) as caught:
            eval(call.format(name))
        words.append(str(caught.value).replace(name, "X"))
    assert words[0] == words[1]


def test_the_first_call_is_like_the_others() -> None:
    class Fresh(NamedTuple):
        one: int
        two: int = 2

    assert [Fresh(1), Fresh(one=1), Fresh(1, 2)] == [(1, 2)] * 3
    assert not hasattr(Fresh(1), "__dict__")


def test_what_is_replaced_has_to_be_a_field() -> None:
    with pytest.raises(ValueError, match="years"):
        Ours("Ada")._replace(**typing.cast("typing.Any", {"years": 3}))
    with pytest.raises(TypeError, match="expected 3"):
        Ours._make(["Ada"])


def _records() -> Iterator[type]:
    for module in pkgutil.walk_packages(checker.__path__, "checker."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and hasattr(value, "_field_defaults") and value.__module__ == module.name:
                yield value


def test_every_record_reads_each_of_its_fields_where_it_stands() -> None:
    count = 0
    for record in _records():
        fields: tuple[str, ...] = vars(record)["_fields"]
        made = tuple.__new__(typing.cast("typing.Any", record), range(len(fields)))
        assert [getattr(made, name) for name in fields] == list(range(len(fields)))
        defaults = vars(record)["_field_defaults"]
        assert list(defaults) == list(fields)[len(fields) - len(defaults) :], "one without a default follows one with"
        count += 1
    assert count > 150
