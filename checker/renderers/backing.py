"""What was seen behind certificates, in words that formats share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.model.backing import DOCUMENTED
from checker.renderers.rows import name, sentence

Json = dict[str, Any]


def looked(report: Json) -> bool:
    """Whether anything but the manifests was looked at: a policy asks for it, or the buyer gave a register."""
    inputs = report["inputs"]
    return bool(inputs.get("registers")) or any(each.get("assurance") for each in inputs["policies"])


def seen(certificate: Json) -> Iterator[str]:
    """A sentence for each thing that was seen behind a certificate; none where nobody looked, or in older reports."""
    for each in certificate.get("backing", ()):
        if each["outcome"] == "pass":
            yield f"{each['level']}\t{name(each['source'])}: {sentence(each['message']) or 'agrees'}{_shown(each)}"
        else:
            yield f"{each['outcome']}\t{name(each['source'])}: {sentence(each['message'])} [{name(each['code'])}]"


def _shown(trace: Json) -> str:
    """What it shows; of a document the message says what was compared, and a list would claim that all was."""
    if trace["level"] == DOCUMENTED:
        return "; what else it says is for people to read"
    return f" (shows {', '.join(map(name, trace['facts']))})" if trace["facts"] else ""


def backing_lines(manifest: Json) -> Iterator[str]:
    """The same for all certificates of a manifest, each with its certificate."""
    for certificate in manifest["certificates"]:
        for line in seen(certificate):
            level, _, told = line.partition("\t")
            yield f"{level}\t`{name(certificate['id'])}`: {told}"
