"""What must not be stored, or only as a hash: applied to each object before it is written anywhere.

A rule names a field of a resource, `email`, or one further in, `address.street` (also inside lists,
`items.description`). `block` takes the field out of the object; `hash` puts a salted HMAC-SHA256 of the value in its
place, the same for the same value everywhere, so that hashed columns still join.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

import msgspec

from extract.resource import Resource

log = logging.getLogger(__name__)

Rule = Literal["block", "hash"]
RULES: tuple[Rule, ...] = ("block", "hash")

ALWAYS: Mapping[str, Mapping[str, Rule]] = {"schedulers": {"dataApiKey": "block"}}
"""Credentials that the API gives out as fields: no warehouse needs them."""

_Fields = dict[str, msgspec.Raw]
_decode_object = msgspec.json.Decoder(_Fields).decode
_decode_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_encode = msgspec.json.Encoder().encode


class PrivacyError(Exception):
    """A rule that cannot be kept; the message names resource, field and reason."""


@dataclass
class _Node:
    rule: Rule | None = None
    inner: dict[str, _Node] = field(default_factory=dict)


class Privacy:
    """The rules of one resource, ready to be applied to its objects."""

    def __init__(self, resource: Resource, rules: Mapping[str, Rule], salt: str) -> None:
        """Raises PrivacyError for a rule on a key or on what orders versions, and a hash its column could not hold.

        A field the catalogue does not know is taken, as the API has new ones without notice, unless it is much like
        a known one.
        """
        self._salt = salt.encode()
        self._root = _Node()
        typed = {column.field: column.type for column in resource.typed_columns}
        needed = {column.field for column in resource.keys} | {"modifiedOn"}
        for path, rule in rules.items():
            head = path.split(".", 1)[0]
            if path in needed:
                raise PrivacyError(
                    f"{resource.name}.{path} cannot be left out: records are told apart by it."
                )
            if head not in resource.known_fields and resource.known_fields:
                if similar := get_close_matches(head, resource.known_fields, cutoff=0.7):
                    raise PrivacyError(
                        f"{resource.name} has no field {head}; did you mean {', '.join(similar)}?"
                    )
                log.warning(
                    "privacy: %s has no field %s that is known; the rule holds when it comes",
                    resource.name,
                    head,
                )
            if rule == "hash" and typed.get(path, "text") != "text":
                raise PrivacyError(f"{resource.name}.{path} is no text and cannot be hashed; block it.")
            if rule == "hash" and not salt:
                raise PrivacyError("SYNC_HASH_SALT must be set where a field is hashed.")
            node = self._root
            for part in path.split("."):
                node = node.inner.setdefault(part, _Node())
            node.rule = rule

    def __bool__(self) -> bool:
        return bool(self._root.inner)

    def apply(self, objects: Iterable[msgspec.Raw]) -> list[msgspec.Raw]:
        """The objects as they may be stored; what no rule is about stays as it was, to the byte."""
        return [self._object(item, self._root) for item in objects]

    def _object(self, item: msgspec.Raw, node: _Node) -> msgspec.Raw:
        if not bytes(item).lstrip().startswith(b"{"):
            return item
        fields = _decode_object(item)
        for name, inner in node.inner.items():
            if name not in fields:
                continue
            if inner.rule == "block":
                del fields[name]
            else:
                fields[name] = self._value(fields[name], inner)
        return msgspec.Raw(_encode(fields))

    def _value(self, value: msgspec.Raw, node: _Node) -> msgspec.Raw:
        text = bytes(value)
        if node.rule == "hash":
            return hashed(value, self._salt)
        if text.startswith(b"{"):
            return self._object(value, node)
        if text.startswith(b"["):
            return msgspec.Raw(_encode([self._value(item, node) for item in _decode_list(value)]))
        return value


def hashed(value: msgspec.Raw, salt: bytes) -> msgspec.Raw:
    """HMAC-SHA256 of a JSON value in hexadecimal; null stays null.

    Strings count by their characters, however they are escaped; anything else by its JSON text.
    """
    text = bytes(value)
    if text == b"null":
        return value
    plain = msgspec.json.decode(text, type=str).encode() if text.startswith(b'"') else text
    return msgspec.Raw(_encode(hmac.new(salt, plain, hashlib.sha256).hexdigest()))
