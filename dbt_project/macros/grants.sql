{#
  A role that may read `analytics` and nothing else, for BI tools: `grant bi_reader to powerbi`. It cannot log in
  itself. Made before production is built in full, where the user that dbt connects as may make roles; where it may
  not and nobody else has made the role, the build says so and goes on. What is built later is readable too.
#}
{% macro grant_to_bi_reader() %}
    {%- set schema = generate_schema_name('analytics', none) -%}
    {%- if execute and is_production() and adapter.check_schema_exists(target.database, schema) -%}
        {%- do run_query(make_bi_reader()) -%}
        {%- if run_query("select 1 from pg_roles where rolname = 'bi_reader'").rows -%}
            {%- do run_query(
                "grant usage on schema " ~ schema ~ " to bi_reader;"
                ~ " grant select on all tables in schema " ~ schema ~ " to bi_reader;"
                ~ " alter default privileges in schema " ~ schema ~ " grant select on tables to bi_reader"
            ) -%}
        {%- else -%}
            {%- do log('There is no role bi_reader and ' ~ target.user ~ ' may not make it: as an administrator,'
                ~ ' `create role bi_reader nologin`; the next full build lets it read ' ~ schema ~ '.', info=true) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}


{# Roles belong to the whole server: another database's build may make it at the same moment. #}
{% macro make_bi_reader() -%}
    do $make_role$
    begin
        if not exists (select from pg_roles where rolname = 'bi_reader') then
            create role bi_reader nologin;
        end if;
    exception when insufficient_privilege or duplicate_object or unique_violation then
        null;
    end
    $make_role$
{%- endmacro %}
