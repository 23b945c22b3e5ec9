{#
  Fails on each combination of the columns that several rows have, or that has a null in it. Columns that are also
  `nullable` may be null; null is then a value like any other.
#}
{% test key(model, columns, nullable=[]) %}
{%- set required = columns | reject('in', nullable) | list %}

select
    {{ columns | join(', ') }},
    count(*) as occurrences
from {{ model }}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    or num_nulls({{ required | join(', ') }}) > 0

{% endtest %}
