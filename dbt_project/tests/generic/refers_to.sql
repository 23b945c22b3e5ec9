{#
  Fails on each reference that names no row in the same tenant; `references` maps a column to the model whose `st_id`
  it holds. A warning: the API may not return what a record refers to, and the record stays.
#}
{% test refers_to(model, references) %}
{{ config(severity='warn') }}

{% for column, referred_model in references.items() %}
select
    referring.tenant_id,
    referring.st_id,
    '{{ column }}' as column_name,
    referring.{{ column }} as missing_id
from {{ model }} as referring
left join {{ referred_model }} as referred
    on
        referring.tenant_id = referred.tenant_id
        and referring.{{ column }} = referred.st_id
where
    referring.{{ column }} is not null
    and referred.st_id is null
{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
