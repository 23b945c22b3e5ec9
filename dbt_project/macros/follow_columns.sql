{#
  Give the table the columns of the new result. A column of another type is made anew; the merge fills it. The views
  of this project that read a column that goes are dropped, since they are built after the table. A view that is not
  the project's own is never dropped: PostgreSQL then refuses the change and names it.
#}
{% macro follow_columns(new_relation, target_relation) %}
    {%- set wanted = table_columns(new_relation) -%}
    {%- set present = table_columns(target_relation) -%}
    {%- set gone = [] -%}
    {%- set changes = [] -%}
    {%- for name, type in present.items() if wanted.get(name) != type -%}
        {%- do gone.append(name) -%}
        {%- do changes.append('drop column ' ~ adapter.quote(name)) -%}
    {%- endfor -%}
    {%- for name, type in wanted.items() if present.get(name) != type -%}
        {%- do changes.append('add column ' ~ adapter.quote(name) ~ ' ' ~ type) -%}
    {%- endfor -%}
    {%- if changes -%}
        {%- do log('Columns of ' ~ target_relation ~ ' changed: ' ~ changes | join(', '), info=true) -%}
        {%- do drop_own_readers(target_relation, gone) -%}
        {%- do run_query('alter table ' ~ target_relation ~ ' ' ~ changes | join(', ')) -%}
        {%- do recreate_indexes(target_relation) -%}
    {%- endif -%}
{% endmacro %}


{# Column names of a table with their full types, in order. The adapter's own answer calls every array type ARRAY. #}
{% macro table_columns(relation) %}
    {%- set found = run_query(
        "select attname, format_type(atttypid, atttypmod) from pg_attribute where attrelid = '" ~ relation
        ~ "'::regclass and attnum > 0 and not attisdropped order by attnum"
    ) -%}
    {%- set columns = {} -%}
    {%- for row in found.rows -%}
        {%- do columns.update({row[0]: row[1]}) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}


{# Drop the views of this project that read one of the columns, and the project's views on those, outermost first. #}
{% macro drop_own_readers(relation, columns) %}
    {%- set own = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.config.materialized == 'view' -%}
        {%- do own.append(node.schema ~ '.' ~ node.alias) -%}
    {%- endfor -%}
    {%- set readers_query -%}
        with recursive readers as (
            select
                pg_rewrite.ev_class as view_id,
                1 as depth
            from pg_attribute
            inner join pg_depend
                on
                    pg_attribute.attrelid = pg_depend.refobjid
                    and pg_attribute.attnum = pg_depend.refobjsubid
            inner join pg_rewrite on pg_depend.objid = pg_rewrite.oid
            where
                pg_attribute.attrelid = '{{ relation }}'::regclass
                and pg_attribute.attname::text = any(array['{{ columns | join("', '") }}'])
                and pg_depend.refclassid = 'pg_class'::regclass
                and pg_depend.classid = 'pg_rewrite'::regclass

            union

            select
                pg_rewrite.ev_class as view_id,
                readers.depth + 1 as depth
            from readers
            inner join pg_depend on readers.view_id = pg_depend.refobjid
            inner join pg_rewrite on pg_depend.objid = pg_rewrite.oid
            where
                pg_depend.refclassid = 'pg_class'::regclass
                and pg_depend.classid = 'pg_rewrite'::regclass
                and pg_rewrite.ev_class <> readers.view_id
        )

        select
            pg_namespace.nspname,
            pg_class.relname
        from readers
        inner join pg_class on readers.view_id = pg_class.oid
        inner join pg_namespace on pg_class.relnamespace = pg_namespace.oid
        where pg_class.relkind = 'v'
        group by
            pg_namespace.nspname,
            pg_class.relname
        order by max(readers.depth) desc
    {%- endset -%}
    {%- for schema, name in run_query(readers_query).rows if schema ~ '.' ~ name in own -%}
        {%- do log('Dropping view ' ~ schema ~ '.' ~ name ~ ', to be built again', info=true) -%}
        {%- do run_query('drop view ' ~ adapter.quote(schema) ~ '.' ~ adapter.quote(name)) -%}
    {%- endfor -%}
{% endmacro %}
