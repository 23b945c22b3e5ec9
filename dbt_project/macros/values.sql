{# Expressions that read what the API nests. Values are of another type than specified now and then: what does not fit
   becomes null or is left out instead of failing the model. #}

{# A JSON list as it is; an empty one for anything else. #}
{% macro json_list(value) -%}
    case jsonb_typeof({{ value }}) when 'array' then {{ value }} else '[]'::jsonb end
{%- endmacro %}


{# Text to bigint, null where it is no bigint. A pattern that counts digits, `{1,18}`, takes PostgreSQL four times as long. #}
{% macro to_bigint(value) -%}
    case
        when length({{ value }}) <= 18 then substring({{ value }}, '^-?[0-9]+$')::bigint
        when
            length({{ value }}) <= 20
            and substring({{ value }}, '^-?[0-9]+$')::numeric between -9223372036854775808 and 9223372036854775807
            then ({{ value }})::bigint
    end
{%- endmacro %}


{# Text to numeric, null where it is no number. #}
{% macro to_numeric(value) -%}
    substring({{ value }}, '^-?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]{1,3})?$')::numeric
{%- endmacro %}


{# The ids of a JSON list as bigint[], in the order of the list; empty when there are none. #}
{% macro bigint_array(value) -%}
    array(
        select {{ to_bigint('element.value') }}
        from jsonb_array_elements_text({{ json_list(value) }}) with ordinality as element (value, position)
        where {{ to_bigint('element.value') }} is not null
        order by element.position
    )
{%- endmacro %}


{# The API's list of {name, value} as one object; a name that occurs twice keeps its last value. #}
{% macro custom_fields_object(value) -%}
    coalesce(
        (
            select jsonb_object_agg(field.value ->> 'name', field.value -> 'value' order by field.position)
            from jsonb_array_elements({{ json_list(value) }}) with ordinality as field (value, position)
            where field.value ->> 'name' is not null
        ),
        '{}'::jsonb
    )
{%- endmacro %}


{# The date of a time the API gives as midnight UTC, whatever the session's zone. #}
{% macro utc_date(value) -%}
    ({{ value }} at time zone 'UTC')::date
{%- endmacro %}
