{#
  Which rows of an incremental model a run has to recompute.

  A model names one column of its key as `scope`, and in `changed_by` where news of its inputs come from. An incremental
  run turns the news into a set of tenants and a set of values of that column; all rows of any of these tenants with
  any of these values are recomputed, and no other row is read. More than that is allowed, less never is. Entries:

  {'records': 'jobs'}                                 the changed records of a resource have these values as their key;
                                                      `part` picks one part of a key of several
  {'rows': 'st_jobs', 'column': 'customer_id'}        old and new values of a column in the changed rows of a model
  {..., 'shown_as': 'customer_id'}                    rows of this model that show a changed record, or row, there (an
                                                      id or a list of ids); `column` is then the id, st_id by default
  {..., 'copies': {'customer_name': 'name'}}          and of these only where one of these columns is no longer the same
  {'rows': 'st_jobs', 'unaffected': 'why'}            an input whose news change nothing here
#}

{#
  `in_scope('st_id')`: the condition under which rows of an import belong to what this run recomputes; `true` when that
  is everything. With the name of a table: `in_scope('st_id', 'jobs')`.
#}
{% macro in_scope(column, table=none) -%}
    {%- set scope = scope_of_run() -%}
    {%- set prefix = table ~ '.' if table else '' -%}
    {%- if scope is none -%}
        true
    {%- elif not scope['wanted'] -%}
        false
    {%- else -%}
        ({{ prefix }}tenant_id = any({{ scope['tenants'] }}) and {{ prefix }}{{ column }} = any({{ scope['wanted'] }}))
    {%- endif -%}
{%- endmacro %}


{# Whether there is nothing to recompute. #}
{% macro nothing_in_scope() -%}
    {%- set scope = scope_of_run() -%}
    {{ return(scope is not none and not scope['wanted']) }}
{%- endmacro %}


{#
  None when everything is recomputed; otherwise arrays of `tenants` and `wanted` values, which are none when nothing is.
  It is found once per run of a model, for the statement and for the materialization, and kept at the model's node.
#}
{% macro scope_of_run() -%}
    {%- if not (execute and config.get('scope') and changes_only()) -%}
        {{ return(none) }}
    {%- elif load_cached_relation(this) is none -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set kept = graph.nodes[model.unique_id].setdefault('scope_of_run', {}) -%}
    {%- if invocation_id not in kept -%}
        {%- do kept.clear() -%}
        {%- do kept.update({invocation_id: find_scope(config.get('scope'), config.get('changed_by', []))}) -%}
    {%- endif -%}
    {{ return(kept[invocation_id]) }}
{%- endmacro %}


{% macro find_scope(scope, changed_by) -%}
    {%- set nothing = {'tenants': none, 'wanted': none} -%}
    {%- set entries = changed_by | rejectattr('unaffected', 'defined') | list -%}
    {%- set news_of_entries = run_query(news_query(entries, scope)).rows if entries else [] -%}
    {%- if news_of_entries | selectattr('everything') | list -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set selects = [] -%}
    {%- set types = table_columns(this) if news_of_entries | selectattr('ids') | list else {} -%}
    {%- for news in news_of_entries if news['ids'] -%}
        {%- do selects.append(values_query(entries[news['entry'] | int], scope, types, news)) -%}
    {%- endfor -%}
    {%- if not selects -%}
        {{ return(nothing) }}
    {%- endif -%}
    {%- set found = run_query(found_query(selects)).rows[0] -%}
    {%- if found['everything'] -%}
        {{ return(none) }}
    {%- elif not found['wanted'] -%}
        {{ return(nothing) }}
    {%- endif -%}
    {{ return({
        'tenants': array_literal(found['tenants'], 'bigint'),
        'wanted': array_literal(found['wanted'], types[scope]),
    }) }}
{%- endmacro %}


{# The tenants and the values of the scope; whether they are so many that everything is compared as fast. #}
{% macro found_query(selects) -%}
    select
        count(*) > {{ most_news() }} as everything,
        array_agg(distinct tenant_id)::text as tenants,
        array_agg(distinct value)::text as wanted
    from (
        select distinct tenant_id, value from ({{ selects | join(' union all ') }}) as every
        limit {{ most_news() + 1 }}
    ) as found
{%- endmacro %}


{# Per entry: whether its news are not known one by one, the tenants and the ids they are of. #}
{% macro news_query(entries, scope) -%}
    {%- for entry in entries %}
        select
            {{ loop.index0 }} as entry,
            count(*) > {{ most_news() }} or {{ news_are_unknown(entry) }} as everything,
            array_agg(distinct tenant_id)::text as tenants,
            array_agg(distinct id)::text as ids
        from (
            select distinct tenant_id, id from ({{ news(entry, scope) }}) as every
            limit {{ most_news() + 1 }}
        ) as changed
        {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}


{% macro news_are_unknown(entry) -%}
    {%- if 'records' in entry -%}
        exists (
            select 1 from raw.pending_changes
            where taken and not keys_noted and entity_type = '{{ entry.records }}'
        )
    {%- else -%}
        exists (
            select 1 from {{ changed_rows() }}
            where model = '{{ entry.rows }}' and old_row is null and new_row is null
        )
    {%- endif -%}
{%- endmacro %}


{% macro news(entry, scope) -%}
    {%- if 'records' in entry -%}
        select
            records.tenant_id,
            {{ "split_part(records.key, chr(31), %d)" | format(entry.part) if 'part' in entry else 'records.key' }} as id
        from raw.changed_records as records
        inner join raw.pending_changes as changes on records.change_id = changes.id
        where changes.taken and records.entity_type = '{{ entry.records }}'
    {%- else -%}
        select
            told.tenant_id,
            version.content ->> '{{ news_column(entry, scope) }}' as id
        from {{ changed_rows() }} as told
        cross join lateral (values (told.old_row), (told.new_row)) as version (content)
        where told.model = '{{ entry.rows }}' and version.content ->> '{{ news_column(entry, scope) }}' is not null
    {%- endif -%}
{%- endmacro %}


{# The column of another model whose changed values an entry asks for. #}
{% macro news_column(entry, scope) -%}
    {{ return(entry.get('column') or ('st_id' if 'shown_as' in entry else scope)) }}
{%- endmacro %}


{# The values of the scope that an entry's changed ids stand for. #}
{% macro values_query(entry, scope, types, news) -%}
    {%- if 'shown_as' not in entry -%}
        select tenant_id, value
        from unnest({{ array_literal(news['tenants'], 'bigint') }}) as tenant_id
        cross join unnest({{ array_literal(news['ids'], types[scope]) }}::text[]) as value
    {%- else -%}
        {%- set shown = 'shown.' ~ adapter.quote(entry.shown_as) -%}
        {%- set type = types[entry.shown_as] -%}
        select shown.tenant_id, shown.{{ adapter.quote(scope) }}::text as value
        from {{ this }} as shown
        {%- if 'copies' in entry %}
        left join {{ input_relation(entry) }} as now_is
            on shown.tenant_id = now_is.tenant_id and {{ shown }} = now_is.{{ news_column(entry, scope) }}
        {%- endif %}
        where
            shown.tenant_id = any({{ array_literal(news['tenants'], 'bigint') }})
            {%- if type.endswith('[]') %}
            and {{ shown }} && {{ array_literal(news['ids'], type[:-2]) }}
            {%- else %}
            and {{ shown }} = any({{ array_literal(news['ids'], type) }})
            {%- endif %}
            {%- if 'copies' in entry %}
            {#- As text, because 1.0 that became 1.00 is another row, see difference.sql. #}
            and (
                {%- for copy, original in entry.copies.items() %}
                shown.{{ adapter.quote(copy) }}::text is distinct from now_is.{{ adapter.quote(original) }}::text
                {{- ' or' if not loop.last }}
                {%- endfor %}
            )
            {%- endif %}
    {%- endif -%}
{%- endmacro %}


{# The relation that holds the records or rows of an entry as they are now. #}
{% macro input_relation(entry) -%}
    {%- set name = 'stg_servicetitan__' ~ entry.records if 'records' in entry else entry.rows -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.name == name -%}
        {{ return(node.relation_name) }}
    {%- endfor -%}
    {%- do exceptions.raise_compiler_error('changed_by of ' ~ model.name ~ ' names ' ~ name ~ ', which is no model.') -%}
{%- endmacro %}


{% macro array_literal(text, type) -%}
    '{{ text | replace("'", "''") }}'::{{ type }}[]
{%- endmacro %}
