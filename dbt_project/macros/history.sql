{#
  Snapshots in schema `history`: a row per version of a record, from the moment the warehouse saw it. A snapshot names
  its `scope` and `changed_by` as an incremental model does (scope.sql); between full runs it looks at nothing else,
  neither in its source nor in its own table.
#}

{# When the warehouse saw the version of a record it holds: read, marked as deleted, or read again after that. #}
{% macro version_seen_at() -%}
    greatest(last_synced_at, deleted_at)
{%- endmacro %}


{# dbt's own is a time without zone, which the session's zone would turn into another moment. #}
{% macro postgres__snapshot_get_time() -%}
    now()
{%- endmacro %}


{% macro postgres__snapshot_staging_table(strategy, source_sql, target_relation) -%}
    {%- set current_versions -%}
        (
            select * from {{ target_relation }}
            where {{ in_scope(config.get('scope')) }} and valid_to = {{ config.get('dbt_valid_to_current') }}
        ) as existing
    {%- endset -%}
    {{ default__snapshot_staging_table(strategy, source_sql, current_versions) }}
{%- endmacro %}


{#
  The columns that say on which days a version was the last of the day: `first_day` up to, not including, `until_day`.
  What was true on a day is then one join: `day >= first_day and day < until_day`.
#}
{% macro days_of_version() -%}
    {{ business_day('valid_from') }} as first_day,
    case
        when valid_to < '9999-12-31' then {{ business_day('valid_to') }}
        else '9999-12-31'::date
    end as until_day
{%- endmacro %}
