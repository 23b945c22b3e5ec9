{#
  Fails on each row whose reference names no row of `to` in the same tenant. A warning: the API may not return what a
  record refers to, and the record stays.
#}
{% test refers_to(model, column_name, to, field='st_id') %}
{{ config(severity='warn') }}

select
    referring.tenant_id,
    referring.{{ column_name }}
from {{ model }} as referring
left join {{ to }} as referred
    on
        referring.tenant_id = referred.tenant_id
        and referring.{{ column_name }} = referred.{{ field }}
where
    referring.{{ column_name }} is not null
    and referred.{{ field }} is null

{% endtest %}
