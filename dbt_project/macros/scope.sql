{#
  `in_scope('st_id')`: the condition under which rows of an import belong to what a run has to recompute; `true` when
  that is everything. With a table's name: `in_scope('st_id', 'jobs')`.
#}
{% macro in_scope(column, table=none) -%}
    true
{%- endmacro %}
