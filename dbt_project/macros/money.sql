{# A list of words as SQL strings, for `in (...)`. #}
{% macro text_list(words) -%}
    {%- for word in words -%}
        '{{ word | replace("'", "''") }}'{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}


{# Text to timestamptz, null where it is no time; a time without a zone is UTC, a date its midnight. The date is looked
   at by jsonpath, which refuses the 30th of February without an error. #}
{% macro to_time(value) -%}
    case
        when
            {{ value }} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-][01][0-9]:[0-5][0-9])?)?$'
            and jsonb_path_exists(to_jsonb(left({{ value }}, 10)), '$.datetime()', '{}', true)
            then case
                when {{ value }} ~ 'T.*(Z|[+-][0-9]{2}:[0-9]{2})$' then ({{ value }})::timestamptz
                else ({{ value }})::timestamp at time zone 'UTC'
            end
    end
{%- endmacro %}
