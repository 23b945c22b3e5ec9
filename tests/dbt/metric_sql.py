"""What a metric means in SQL, as MetricFlow reads it: sums, stocks at an end of the period, then quotients."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Query = Callable[[str], list[tuple[Any, ...]]]
Figures = dict[tuple[date | None, str | None], Decimal]
"""A metric's values that are not null, by the first day of the period and by the name they are grouped by."""

COLUMN = re.compile(r"'[^']*'|\b[a-z_][a-z0-9_]*\b")
ITEM = re.compile(r"{{\s*(?:Dimension|TimeDimension)\('(\w+)__(\w+)'[^)]*\)\s*}}")


def columns_in(expression: str) -> set[str]:
    """The columns an expression of a measure, dimension or entity names."""
    return {word for word in COLUMN.findall(expression) if not word.startswith("'")}


@dataclass(frozen=True)
class Layer:
    """The semantic layer of a parsed project."""

    manifest: Any

    @property
    def models(self) -> dict[str, Any]:
        return {model.name: model for model in self.manifest.semantic_models.values()}

    @property
    def metrics(self) -> dict[str, Any]:
        return {metric.name: metric for metric in self.manifest.metrics.values()}

    @property
    def measures(self) -> dict[str, tuple[Any, Any]]:
        """The semantic model and the measure, by the measure's name."""
        return {
            measure.name: (model, measure) for model in self.models.values() for measure in model.measures
        }

    def table(self, model: Any) -> str:
        node = self.manifest.nodes[model.depends_on.nodes[0]]
        return f"{node.schema}.{node.name}"

    def columns(self, model: Any) -> dict[str, str]:
        """Types of the columns of a semantic model's table, by name."""
        node = self.manifest.nodes[model.depends_on.nodes[0]]
        return {column.name: column.data_type for column in node.columns.values()}

    def named_by(self, entity: str) -> tuple[Any, Any] | None:
        """The semantic model that has one row for each of these entities, and the entity there; None without one."""
        found = [
            (model, own)
            for model in self.models.values()
            for own in model.entities
            if own.name == entity and own.type.value in ("primary", "unique")
        ]
        assert len(found) <= 1, entity
        return found[0] if found else None

    def figures(
        self, query: Query, metric: str, period: str | None = None, item: str | None = None
    ) -> Figures:
        """The metric by period (`month`, `year`, None: of all time) and by a dimension (`business_unit__name`)."""
        of = self.metrics[metric]
        if of.type.value == "simple":
            rows = query(self._sum(of, period, item))
            return {(when, name): figure for when, name, figure in rows if figure is not None}
        parts = self.figures(query, of.type_params.numerator.name, period, item)
        wholes = self.figures(query, of.type_params.denominator.name, period, item)
        filled = self.metrics[of.type_params.numerator.name].type_params.measure
        default = filled and filled.fill_nulls_with
        shares = {key: (parts.get(key, default), whole) for key, whole in wholes.items()}
        return {
            key: Decimal(part) / Decimal(whole)
            for key, (part, whole) in shares.items()
            if part is not None and whole
        }

    def _sum(self, metric: Any, period: str | None, item: str | None) -> str:
        model, measure = self.measures[metric.type_params.measure.name]
        time = f"facts.{model.defaults.agg_time_dimension}::timestamp"
        when = f"date_trunc('{period}', {time})::date" if period else "null::date"
        joined, name = self._names(model, item)
        stock = measure.non_additive_dimension
        kept = [self._condition(model, each.where_sql_template) for each in _filters(metric)]
        if period:
            kept.append(f"{time} is not null")
        if stock:
            edge = f"{stock.window_choice.value}({time}) over (partition by facts.tenant_id, {when})"
            kept.append("at_edge")
        source = f"select *, {f'{time} = {edge}' if stock else 'true'} as at_edge from {self.table(model)} as facts"
        inner = self._expression(measure)
        aggregate = {"sum": "sum({})", "count": "count({})", "count_distinct": "count(distinct {})"}
        figure = aggregate[measure.agg.value].format(inner)
        return (
            f"select {when}, {name}, {figure} from ({source}) as facts {joined}"
            f" where {' and '.join(kept) or 'true'} group by 1, 2"
        )

    def _names(self, model: Any, item: str | None) -> tuple[str, str]:
        """How a model's facts get at a dimension: the join, and the column."""
        if item is None:
            return "", "null::text"
        entity, _, dimension = item.rpartition("__")
        own = {each.name: each.expr or each.name for each in model.dimensions}
        if entity == model.primary_entity:
            return "", f"facts.{own[dimension]}::text"
        found = self.named_by(entity)
        assert found, item
        names, key = found
        foreign = next(each.expr for each in model.entities if each.name == entity)
        own = {each.name: each.expr or each.name for each in names.dimensions}
        return (
            f"left join (select {key.expr} as key, {own[dimension]} as name from {self.table(names)}) as names"
            f" on {_of('facts', foreign)} = names.key",
            "names.name",
        )

    def _condition(self, model: Any, template: str) -> str:
        own = {each.name: each.expr or each.name for each in model.dimensions}
        return ITEM.sub(lambda found: f"facts.{own[found[2]]}", template)

    def _expression(self, measure: Any) -> str:
        return _of("facts", measure.expr or measure.name)


def _filters(metric: Any) -> list[Any]:
    return metric.filter.where_filters if metric.filter else []


def _of(table: str, expression: str) -> str:
    return COLUMN.sub(
        lambda found: found[0] if found[0].startswith("'") else f"{table}.{found[0]}", expression
    )
