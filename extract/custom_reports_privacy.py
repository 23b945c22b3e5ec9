"""Fields of a custom report that must not be stored, or only as a hash: `privacy:` of its entry in `reports.yml`."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Raw

from extract.custom_reports_api import DataPage, Description, ReportError, shown
from extract.privacy import Rule, hashed


class ReportPrivacy:
    """The rules of one report. A rule about a field the report does not have is an error: it may be called otherwise
    by now, and what it was to protect would be stored."""

    def __init__(self, rules: Mapping[str, Rule], report: Description, salt: str) -> None:
        """Raises ReportError for an unknown field, and for a hash without a salt."""
        self._rules = {name.casefold(): rule for name, rule in rules.items()}
        self._salt = salt.encode()
        known = {item.name.casefold() for item in report.fields}
        if unknown := [name for name in rules if name.casefold() not in known]:
            there = shown([item.name for item in report.fields])
            raise ReportError(f"`privacy` names {', '.join(unknown)}, and the report has the fields {there}")
        if "hash" in rules.values() and not salt:
            raise ReportError("SYNC_HASH_SALT must be set where a field is hashed")

    def _rule(self, name: str) -> Rule | None:
        return self._rules.get(name.casefold())

    def types(self, report: Description) -> dict[str, str]:
        """Data types of the fields that are stored, as the report names them; a hash is text."""
        return {
            item.name: "String" if self._rule(item.name) else item.data_type or ""
            for item in report.fields
            if self._rule(item.name) != "block"
        }

    def apply(self, page: DataPage) -> DataPage:
        """The page as it may be stored. Where there are rules, values that belong to no field are left out too."""
        if not self._rules:
            return page
        rules = [self._rule(item.name) for item in page.fields]
        fields = [item for item, rule in zip(page.fields, rules, strict=True) if rule != "block"]
        return DataPage(page.has_more, [self._row(row, rules) for row in page.data], fields, page.page_size)

    def _row(self, row: list[Raw], rules: list[Rule | None]) -> list[Raw]:
        stored = zip(row, rules, strict=False)
        return [
            cell if rule is None else hashed(cell, self._salt) for cell, rule in stored if rule != "block"
        ]
