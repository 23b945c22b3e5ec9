"""What objects of the long tail consist of, in a short notation: a line with the collection and its size, then fields.

A size is a number of rows, or `/20`: one row per 20 customers. A field is its name and what follows:

- nothing: an integer for a name that ends in `Id`, a time for one in `On`, `Date` or `DateTime`, a boolean
  for `active` and for names such as `isDefault`; text else;
- `:kind`: `int`, `n` (a small integer), `num`, `money` (a decimal as text), `bool`, `time`, `date`, `span`,
  `guid`, `token`, `html`, `number` (digits as text), `person`, `text`; several words with `|` between are a choice
  (`~` stands for a space, a final `#` makes numbers of them); a final `*` makes a list of the kind;
- `{...}` an object and `[...]` a list of objects; `=part` one of the parts below that recur;
- `!` marks (part of) the key where there is no `id`, `@` a reference no two rows share, `?` what may be null.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\s\[\]{}]+|[\[\]{}]")
_FIELD = re.compile(
    r"(?P<name>\w+)(?P<marks>[!@]*)(?:=(?P<part>[\w-]+)|:(?P<kind>[^?*]+)(?P<many>\*)?)?(?P<null>\?)?"
)
_FLAG = re.compile(r"active|(is|has|allow|include|show|can|do|use|auto)[A-Z].*")
_TIME = re.compile(r".*(On|Date|DateTime)")

_PLAIN: dict[str, object] = {
    **dict.fromkeys(("int", "n", "num"), 0),
    "money": "0.00",
    "time": "2024-01-01T00:00:00Z",
    "date": "2024-01-01",
    "span": "01:00:00",
    "guid": "00000000-0000-0000-0000-000000000000",
}

_PARTS = {
    "named": "{id name?}",
    "ref": "{id name}",
    "numbered": "{id number?}",
    "batch": "{id number? name?}",
    "account": "{id name? number? type? detailType?}",
    "revenue": "{id name? number? type?}",
    "ledger": "{name? number? type? detailType?}",
    "address": "{street? unit? city? state? zip? country?}",
    "plain-address": "{street unit? city state zip country}",
    "custom": "[name? value?]",
    "typed": "[typeId name value]",
    "external": "[key value]",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object."""

    name: str
    kind: str
    """`object`, `list`, `choice`, or a kind of the notation."""
    nullable: bool
    key: bool = False
    distinct: bool = False
    many: bool = False
    words: tuple[str, ...] | tuple[int, ...] = ()
    """What a choice chooses from."""
    fields: tuple["Field", ...] = ()
    """What an object, or each of a list, consists of."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A collection of the long tail."""

    name: str
    rows: int
    """How many rows it has, or, when `scales`, how many customers there are for each row."""
    scales: bool
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    """The fields that make the key; none where objects have nothing to be told apart by."""

    @property
    def has_text_key(self) -> bool:
        """Whether the key is a text and not an integer."""
        return any(field.name in self.key and field.kind != "int" for field in self.fields)


def plain_object(kind: Kind) -> dict[str, object]:
    """What an object of the collection is when nothing in particular is said about it."""
    blank = {"createdOn": "", "modifiedOn": ""}  # which are stamped when the object is stored
    return {field.name: blank.get(field.name, _plain(field)) for field in kind.fields}


def _plain(field: Field) -> object:
    if field.many or field.kind == "list":
        return []
    if field.nullable:
        return None
    if field.kind == "object":
        return {one.name: _plain(one) for one in field.fields}
    if field.kind == "choice":
        return field.words[0]
    return field.name == "active" if field.kind == "bool" else _PLAIN.get(field.kind, "")


def read_kinds(table: str) -> dict[str, Kind]:
    """The collections of a table. Raises ValueError for what is not in the notation."""
    kinds = {}
    for block in re.split(r"\n(?=\S)", table.strip()):
        head, _, body = block.partition("\n")
        name, size = head.split()
        tokens = iter(_TOKEN.findall(body))
        fields = tuple(_fields(tokens, ""))
        marked = tuple(field.name for field in fields if field.key)
        key = marked or tuple(field.name for field in fields if field.name == "id")
        kinds[name] = Kind(name, int(size.removeprefix("/")), size.startswith("/"), fields, key)
    return kinds


def _fields(tokens: Iterator[str], until: str) -> list[Field]:
    fields: list[Field] = []
    for token in tokens:
        if token == until:
            break
        if token in ("{", "["):
            children = tuple(_fields(tokens, "}" if token == "{" else "]"))
            fields[-1] = Field(fields[-1].name, "object" if token == "{" else "list", False, fields=children)
        elif token in ("?", "*", "*?"):
            last = fields[-1]
            fields[-1] = Field(last.name, last.kind, "?" in token, many="*" in token, fields=last.fields)
        else:
            fields.append(_field(token))
    return fields


def _field(token: str) -> Field:
    match = _FIELD.fullmatch(token)
    if match is None:
        raise ValueError(f"not a field: {token}")
    name, null = match["name"], match["null"] is not None
    if match["part"] is not None:
        whole = _fields(iter(_TOKEN.findall(f"{name}{_PARTS[match['part']]}{'?' if null else ''}")), "")
        return whole[0]
    kind, words = match["kind"] or _usual(name), ()
    many, key, distinct = match["many"] is not None, "!" in match["marks"], "@" in match["marks"]
    if "|" in kind:
        return Field(name, "choice", null, key, distinct, many, _words(kind))
    return Field(name, kind, null, key, distinct, many, words)


def _words(kind: str) -> tuple[str, ...] | tuple[int, ...]:
    if kind.endswith("#"):
        return tuple(int(word) for word in kind[:-1].split("|"))
    return tuple(word.replace("~", " ") for word in kind.split("|"))


def _usual(name: str) -> str:
    if name == "id" or name.endswith("Id"):
        return "int"
    if _TIME.fullmatch(name):
        return "time"
    return "bool" if _FLAG.fullmatch(name) else "text"
