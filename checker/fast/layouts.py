"""Which policies apply to which products, by an index over categories, and the text of those that apply to none.

A buyer may have a thousand policies, of which ten apply, and a report names every one that does not, with the reason.
So nothing here is done for each of them and each manifest but to put pieces together that are made once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.engine.assess import NOT_APPLICABLE
from checker.engine.targets import category, nearly, policy_side, product_side
from checker.fast.fragments import text
from checker.records import NamedTuple
from checker.report.woven import GAP, Pattern, Woven

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.fast.asking import Asking
    from checker.fast.plan import Ready

Kind = tuple[Any, ...]

_PIECES = 1_000_000  # of layouts that are kept: eight megabytes
_KINDS = 1024  # of products that are remembered
_LONG = 200  # pieces: those of fifty policies, if there is one product


class Part(NamedTuple):
    """A policy that applies to some products, by their index, or those in a row that apply to none (`ready` None).

    `pattern` is the text of the products left out, or of whole policies, but for the ids of products. `shared`: it is
    left out of the text of an entry until somebody reads that.
    """

    ready: Ready | None
    products: tuple[int, ...]
    pattern: Pattern
    shared: bool = False

    def drawn(self, names: Sequence[bytes]) -> str:
        """The text, with the ids of products as JSON; a gap where it is shared."""
        return GAP if self.shared else b"".join(self.pattern.filled(names)).decode()


class Layout(NamedTuple):
    """All policies over products of some kinds, in their order."""

    parts: list[Part]
    patterns: tuple[Pattern, ...]  # of the parts that are shared

    def woven(self, drawn: str, names: Sequence[bytes]) -> bytes | Woven:
        """An entry of its text with gaps."""
        data = drawn.encode()
        return Woven(data.split(GAP.encode()), self.patterns, names) if self.patterns else data


class _Answers(NamedTuple):
    """What policies say to one kind of product: those of `near`, by their number; all others are for other categories.

    `stated` ends the reason of these, as JSON.
    """

    near: dict[int, bool | str | None]
    stated: bytes


class Layouts:
    """The policies of a run over products, in their order."""

    def __init__(self, policies: Sequence[Ready]) -> None:
        self._policies = policies
        self._index: dict[str, list[int]] = {}  # of the policies that are for some categories
        self._open: list[int] = []  # those that are for any
        self._reasons: list[bytes] = []  # how the reason of each begins, as JSON
        for number, ready in enumerate(policies):
            wanted = ready.policy.applies_to.categories
            for word in {category(each) for each in wanted or ()}:
                self._index.setdefault(word, []).append(number)
            if wanted is None:
                self._open.append(number)
            self._reasons.append(_reason(policy_side("categories", wanted or ()))[:-1])
        self._wanted: dict[str, set[int]] = {}
        self._answers: dict[Kind, _Answers] = {}
        self._templates: dict[int, list[bytes]] = {}
        self._kept: dict[tuple[Kind, ...], Layout | None] = {}
        self._size = 0

    def of(self, asking: Asking, kinds: tuple[Kind, ...]) -> Layout | None:
        """The policies over products of some kinds; None where it is not known whether one applies."""
        if kinds not in self._kept:
            if self._size > _PIECES or len(self._kept) > _KINDS:
                self._kept.clear()
                self._size = 0
            parts = self._laid_out([self._of(asking, *each) for each in enumerate(kinds)])
            self._kept[kinds] = None if parts is None else _layout(parts)
            self._size += sum(len(part.pattern.pieces) for part in parts or ())
        return self._kept[kinds]

    def _of(self, asking: Asking, number: int, kind: Kind) -> _Answers:
        found = self._answers.get(kind)
        if found is None:
            if len(self._answers) > _KINDS:
                self._answers.clear()
            stated = asking.product(number).categories or ()
            near: Sequence[int] = range(len(self._policies))
            if stated:
                near = sorted({*self._open, *(each for word in stated for each in self._wanting(category(word)))})
            answers = {each: self._policies[each].applies(asking, number, kind) for each in near}
            found = self._answers[kind] = _Answers(answers, text(product_side(stated))[1:].encode())
        return found

    def _wanting(self, stated: str) -> set[int]:
        """The policies that are for a category, or for one of which it is likely a misprint: a reason of its own."""
        found = self._wanted.get(stated)
        if found is None:
            if len(self._wanted) > _KINDS:
                self._wanted.clear()
            meant = (of for word, of in self._index.items() if word == stated or nearly(stated, word))
            found = self._wanted[stated] = {each for of in meant for each in of}
        return found

    def _laid_out(self, products: list[_Answers]) -> list[Part] | None:
        if not self._policies:
            return []
        width = 1 + 3 * len(products)
        pieces = self._template(len(products))
        for number, each in enumerate(products):
            pieces[3 + 3 * number :: width] = [each.stated + self._end(number, products)] * len(self._policies)
        parts: list[Part] = []
        begin = 0
        for number in sorted({each for product in products for each in product.near}):
            answers = [product.near.get(number, "") for product in products]
            if None in answers:
                return None
            if True in answers:
                parts += _block(pieces[begin * width : number * width], len(products))
                parts.append(self._applying(number, answers, products))
                begin = number + 1
                continue
            for at, answer in enumerate(answers):
                if answer:  # for another reason than the categories
                    place = number * width + 2 + 3 * at
                    pieces[place : place + 2] = [_reason(answer), self._end(at, products)]
        return parts + _block(pieces[begin * width :], len(products))

    def _template(self, products: int) -> list[bytes]:
        """The pieces of all policies, as if none applied, but for what the products are: their ids and categories."""
        if products not in self._templates:
            found = self._templates[products] = []
            for ready, reason in zip(self._policies, self._reasons, strict=True):
                head, tail, _ = ready.parts
                begin = f'{head}{NOT_APPLICABLE}","holds":null{tail}[{{"product":'.encode()
                found += [begin, *[b"", reason, b""] * products]
        return self._templates[products].copy()

    def _end(self, number: int, products: Sequence[object]) -> bytes:
        """What follows on the reason why a product is left out of a policy that applies to none."""
        if number < len(products) - 1:
            return b'},{"product":'
        return f"}}]{self._policies[0].parts[2]}]}},".encode()

    def _applying(self, number: int, answers: list[bool | str | None], products: list[_Answers]) -> Part:
        """A policy that applies to some products, and the others."""
        pieces, slots = [b"["], []
        for at, answer in enumerate(answers):
            if answer is not True:
                reason = _reason(answer) if answer else self._reasons[number] + products[at].stated
                slots.append((at, slice(len(pieces) + 1, len(pieces) + 2), 1))
                pieces += [b'{"product":', b"", reason, b"},"]
        pieces[-1] = pieces[-1].removesuffix(b",") + b"]"
        return Part(
            self._policies[number],
            tuple(at for at, answer in enumerate(answers) if answer is True),
            Pattern(pieces, tuple(slots)),
        )


def _layout(parts: list[Part]) -> Layout:
    """The parts, of which those in a row that do not apply are shared where they are long enough to be worth it."""
    long = sum(len(part.pattern.pieces) for part in parts if part.ready is None) >= _LONG
    parts = [part._replace(shared=long and part.ready is None) for part in parts]
    return Layout(parts, tuple(part.pattern for part in parts if part.shared))


def _reason(why: object) -> bytes:
    """The reason why a product is left out, as it stands in an entry."""
    return b',"reason":' + text(why).encode()


def _block(pieces: list[bytes], products: int) -> list[Part]:
    """Policies in a row that apply to none of so many products; none where there are no such policies."""
    if not pieces:
        return []
    width = 1 + 3 * products
    pieces[-1] = pieces[-1].removesuffix(b",")
    count = len(pieces) // width
    slots = tuple((at, slice(1 + 3 * at, None, width), count) for at in range(products))
    return [Part(None, (), Pattern(pieces, slots))]
