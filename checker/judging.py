"""From one document to one record: what a manifest comes to, apart from the run that it is part of.

A record is plain and small, so that it can come from another process, another machine or an earlier day; a run
(`checker/run.py`) only puts them in order and adds them up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from checker.admitting import door
from checker.backing import backed
from checker.document import Document
from checker.engine.assess import assess_case
from checker.engine.case import Case
from checker.engine.result import Count, count
from checker.engine.versions import versions_on
from checker.errors import InputError, Location, UsageError, internal
from checker.forecast import HORIZON, with_holds
from checker.loading import load_manifest, manifest_values
from checker.model.assessment import Assessment
from checker.model.backing import DECLARED
from checker.model.calendar import add
from checker.model.manifest import Manifest
from checker.readers import Source, limits, pieces
from checker.records import NamedTuple
from checker.report import Conditions, Drawing, Report
from checker.report.woven import Woven, text_of

if TYPE_CHECKING:
    from checker.advise.weights import Weights
    from checker.caching import Kept
    from checker.engine.ledger import Did
    from checker.engine.waiving import Book
    from checker.fast.engine import FastEngine
    from checker.model.policy import Policy

# For so few manifests the fast engine does not pay what it costs to load.
_FEW = 1


class Record(NamedTuple):
    """What one manifest comes to: its entry of the report, what it adds to the run, and what waivers did to it.

    `entry` is the JSON text of the entry where it was made elsewhere, or woven of what is shared with others.
    """

    entry: Report | bytes | Woven
    tally: Count
    did: Did | None = None
    origin: str = ""  # REUSED: from the cache; DAMAGED: the cache was no use


REUSED, DAMAGED = "reused", "damaged"


class Judge:
    """Judges documents under the conditions of a run, each by itself."""

    def __init__(self, conditions: Conditions) -> None:
        """Make the conditions ready. Raises InputError and UsageError for signatures that can not be verified."""
        if conditions.limits is not None:
            limits.apply(conditions.limits)
        self.versions = conditions.policies
        used = versions_on(conditions.policies, conditions.as_of)
        taken = set(map(id, used))
        others = [each for each in conditions.policies if id(each) not in taken and each not in used]
        self.conditions = conditions._replace(policies=used, others=others)
        self.book: Book | None = None
        if conditions.waivers is not None:
            from checker.engine.waiving import Book  # noqa: PLC0415 - of no use to most runs

            self.book = Book(conditions.waivers, conditions.as_of)
        self.door = door(conditions)
        self._kept = self._cache()
        self._engine: FastEngine | None = None
        self._met = 0  # manifests, until there is a fast engine

    def _cache(self) -> Kept | None:
        """What earlier runs kept, where that is asked; what stands behind manifests is looked at anew in every run."""
        given = self.conditions
        if given.cache is None or self.door.whole or reads_evidence(self.versions):
            return None
        from checker.caching import Kept, Store  # noqa: PLC0415 - of no use to most runs

        return Kept(Store(given.cache), given, self.versions)

    @property
    def fast(self) -> FastEngine:
        """The fast engine, made when it is first wanted."""
        if self._engine is None:
            from checker.fast.engine import FastEngine  # noqa: PLC0415 - see `_FEW`

            self._engine = FastEngine(self.conditions, self.versions)
        return self._engine

    def records(self, source: Source | InputError) -> Iterator[Record | InputError]:
        """The record of each document of a source, in its order; an error in the place of each that is of no use.

        What fails by a defect of the program costs one document, not the run. Raises UsageError where a library that
        the policies ask for is missing.
        """
        if self._kept is not None and isinstance(source, Source):
            yield from self._kept_or_new(self._kept, source)
            return
        yield from map(self._outcome_of, self._documents(source))

    def _outcome_of(self, found: Document | InputError) -> Record | InputError:
        return found if isinstance(found, InputError) else self._outcome(found)

    def _kept_or_new(self, kept: Kept, source: Source) -> Iterator[Record | InputError]:
        """The records of a source, of which only those are made that are not kept."""
        for part in pieces(source):
            if isinstance(part, InputError):
                yield part
                continue
            if part.path:  # not read yet: it lies elsewhere, or holds many in another way
                yield from map(self._outcome_of, self._documents(part))
                continue
            key = kept.key(part.shown, part.part.first_line if part.part else 0, part.data)
            if (found := kept.get(key)) is not None:
                yield Record(*found, REUSED)
                continue
            for document in self._documents(part):
                new = self._outcome_of(document)
                if isinstance(new, Record) and isinstance(document, Document):
                    new = self._keep(kept, key, new, document)
                yield new
        kept.flush()

    def _keep(self, kept: Kept, key: bytes, new: Record, document: Document) -> Record:
        """A new record, kept for the next run; one of a document that holds others is not."""
        entry = _written(new.entry)
        if entry is None:
            return new
        kept.put(key, entry, new.tally, new.did, self.taken(document)[1])
        return new._replace(entry=entry, origin=DAMAGED if kept.damaged else "")

    def _documents(self, source: Source | InputError) -> Iterator[Document | InputError]:
        if isinstance(source, InputError):
            yield source
            return
        try:
            yield from self.door.read(source)
        except UsageError:
            raise
        except Exception as error:
            yield internal(Location(source.shown), error)

    def _outcome(self, document: Document) -> Record | InputError:
        try:
            return self.record(document)
        except InputError as error:
            return error
        except UsageError:
            raise
        except Exception as error:
            return internal(Location(document.path, document.first_line, 1), error)

    def record(self, found: Document | InputError) -> Record:
        """The record of a document: by the fast engine, or else by the plain one. Raises InputError."""
        if isinstance(found, InputError):
            raise found
        self._met += self._engine is None
        if self._met > _FEW and self.book is None and self.fast.usable:
            values: Any = manifest_values(found)
            if (entry := self.fast.woven(found, values)) is not None:
                return Record(*entry)
        return self.plain(*self.taken(found))

    def taken(self, found: Document | InputError) -> tuple[Document, Manifest]:
        """A document and the manifest that it states, with what stands behind it. Raises InputError."""
        if isinstance(found, InputError):
            raise found
        manifest = load_manifest(found)
        self.door.admit(found, manifest)
        given = self.conditions
        return found, backed(manifest, found.folder, self.versions, given.catalogue, given.means)

    def plain(self, document: Document, manifest: Manifest) -> Record:
        """The record of a manifest by the plain engine."""
        given = self.conditions
        assessment, done = self.assess(manifest)
        entry = Drawing(document, given.as_of, given.all_candidates, given.full, given.fail_on).manifest(assessment)
        if given.advise:
            entry["plan"] = plan(manifest, given, None)
        return Record(entry, count(assessment, given.fail_on), done)

    def assess(self, manifest: Manifest) -> tuple[Assessment, Did | None]:
        """The verdict of the policies on one manifest, what waivers lift of it, and how long a pass lasts."""
        given, done = self.conditions, None
        case = Case.of(manifest, given.catalogue, given.as_of, order=given.order)
        found = assess_case(case, given.policies)
        if self.book is not None:
            from checker.engine.ledger import did  # noqa: PLC0415 - of no use to most runs

            judged = self.book.judge(found)
            found, done = judged.assessment, did(judged)
        soon = add(given.as_of, given.warn_within) if given.warn_within else given.as_of
        end = max(add(given.as_of, HORIZON), soon)
        found = with_holds(found, self.versions, given.catalogue, given.as_of, end, order=given.order, case=case)
        if given.warn_within:
            from checker.engine.ending import with_warnings  # noqa: PLC0415 - of no use to most runs

            found = with_warnings(found, soon)
        return found, done


def reads_evidence(policies: Iterable[Policy]) -> bool:
    """Whether a policy asks for what stands behind manifests: files beside them, of which a cache knows nothing."""
    return any(row.assurance != DECLARED for policy in policies for row in policy.requirements)


def _written(entry: Report | bytes | Woven) -> bytes | None:
    """An entry as JSON text; None for one that has none."""
    from checker.json_library import JSONEncodeError  # noqa: PLC0415 - of no use to a run over one manifest

    try:
        return text_of(entry)
    except JSONEncodeError:
        return None


def plan(manifest: Manifest, given: Conditions, weights: Weights | None) -> Report:
    """The plan for a manifest as reports hold it."""
    # Of no use to a plain `check`, which need not pay for it.
    from checker.advise import advise  # noqa: PLC0415
    from checker.advise.kinds import WEIGHTS  # noqa: PLC0415
    from checker.report.plan import draw_plan  # noqa: PLC0415

    table = weights.table if weights else WEIGHTS
    return draw_plan(advise(manifest, given.policies, given.catalogue, given.as_of, table, order=given.order), table)
