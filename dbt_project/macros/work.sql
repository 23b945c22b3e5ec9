{# Hours of work. #}

{# A span of time the API writes as text, `02:30:00`, `1.02:30:00` with days before it, or `PT2H30M`; null where it is
   neither. #}
{% macro to_interval(value) -%}
    case
        when {{ value }} ~ '^([0-9]{1,4}[.])?[0-9]{1,2}:[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?$'
            then regexp_replace({{ value }}, '^([0-9]+)[.]([0-9]{1,2}:)', '\1 days \2')::interval
        when {{ value }} ~ '^P([0-9]{1,4}D)?(T([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,8}([.][0-9]+)?S)?)?$'
            then {{ value }}::interval
    end
{%- endmacro %}


{# The hours of all spans of a tstzmultirange. #}
{% macro hours_in(spans) -%}
    (
        select coalesce(round(sum(extract(epoch from upper(span) - lower(span))) / 3600, 4), 0)
        from unnest({{ spans }}) as span
    )
{%- endmacro %}
