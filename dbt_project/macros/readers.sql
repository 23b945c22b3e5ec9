{#
  Views that stand on a relation that has to be dropped, or on columns it cannot keep. PostgreSQL drops nothing that is
  stood on, and nothing here ever asks it to (`cascade`). The views of this project make way: they are dropped and, where
  they fit what takes the place, made again in the same transaction, until the build comes to them. So do copies of them
  that an analyst built for development. Any other view, an analyst's own, is never dropped: the model fails before
  anything was changed, and names it.
#}

{# Drop this project's views that stand on the relation (on these columns of it); gives them, for `make_again`. #}
{% macro drop_readers(relation, columns=none) %}
    {%- do refuse_foreign_readers(relation, columns) -%}
    {#- Models of other threads may have to drop the same views: one after the other. #}
    {%- do run_query("select pg_advisory_xact_lock(hashtext('drop_readers'))") -%}
    {%- set readers = readers_of(relation, columns) -%}
    {%- for reader in readers -%}
        {%- do run_query('drop view if exists ' ~ reader['view']) -%}
    {%- endfor -%}
    {{ return(readers) }}
{% endmacro %}


{% macro refuse_foreign_readers(relation, columns=none) %}
    {%- set foreign = readers_of(relation, columns) | rejectattr('ours') | list -%}
    {%- if foreign -%}
        {%- set name = relation.schema ~ '.' ~ relation.identifier -%}
        {%- set change = 'lose or retype columns (' ~ columns | join(', ') ~ ')' if columns else 'be made anew' -%}
        {%- do exceptions.raise_compiler_error(
            name ~ ' cannot ' ~ change ~ ' while views that are not of this project stand on it: '
            ~ foreign | map(attribute='described') | join(', ')
            ~ ". Nothing was changed. Keep what pg_get_viewdef('" ~ foreign[0]['view'] ~ "'::regclass) gives, drop them,"
            ~ ' build again, then make them anew.'
        ) -%}
    {%- endif -%}
{% endmacro %}


{# Make dropped views again as they were, innermost first. What no longer fits is left to the build, and named. #}
{% macro make_again(readers) %}
    {%- set left = [] -%}
    {%- for reader in readers | reverse -%}
        {%- do run_query(
            'do $again$ begin create view ' ~ reader['view'] ~ ' as ' ~ reader['definition']
            ~ reader['grants']
            ~ ' exception when syntax_error_or_access_rule_violation then null; end $again$'
        ) -%}
        {%- if run_query("select to_regclass('" ~ reader['view'] ~ "') is null").rows[0][0] -%}
            {%- do left.append(reader) -%}
        {%- elif reader['model'] -%}
            {#- dbt's cache took it to be gone with what it stood on. #}
            {%- do adapter.cache_added(reader['relation']) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set models = left | selectattr('model') | map(attribute='model') | list -%}
    {%- if models -%}
        {%- do log(
            'Views that no longer fit ' ~ this ~ ' are dropped until they are built: run --select ' ~ models | join(' '),
            info=true
        ) -%}
    {%- endif -%}
    {%- set copies = left | rejectattr('model') | map(attribute='described') | list -%}
    {%- if copies -%}
        {%- do log(
            'Views built for development that no longer fit ' ~ this ~ ' are dropped until they are built again: '
            ~ copies | join(', '),
            info=true
        ) -%}
    {%- endif -%}
{% endmacro %}


{#
  The views on a relation, and the views on those, outermost first: `view` as SQL names it, `described` with its owner,
  its `definition` and `grants`, the `model` of this project that it is, if it is one, and whether it is `ours`: that, or built from
  this project in a schema for development, and not another role's to drop.
#}
{% macro readers_of(relation, columns=none) %}
    {%- set models = {} -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' -%}
        {%- do models.update({node.schema ~ '.' ~ node.alias: node.name}) -%}
    {%- endfor -%}
    {%- set readers_query -%}
        with recursive readers as (
            select
                pg_rewrite.ev_class as view_id,
                1 as depth
            from pg_depend
            inner join pg_rewrite on pg_depend.objid = pg_rewrite.oid
            where
                pg_depend.refobjid = to_regclass('{{ relation }}')
                and pg_depend.refclassid = 'pg_class'::regclass
                and pg_depend.classid = 'pg_rewrite'::regclass
                and pg_rewrite.ev_class <> pg_depend.refobjid
                {%- if columns is not none %}
                and pg_depend.refobjsubid in (
                    select pg_attribute.attnum
                    from pg_attribute
                    where
                        pg_attribute.attrelid = to_regclass('{{ relation }}')
                        and pg_attribute.attname::text = any(array['{{ columns | join("', '") }}'])
                )
                {%- endif %}

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
            pg_namespace.nspname as schema,
            pg_class.relname as name,
            format('%I.%I', pg_namespace.nspname, pg_class.relname) as view,
            pg_get_userbyid(pg_class.relowner) as owner,
            pg_get_viewdef(pg_class.oid) as definition,
            (
                select string_agg(
                    format(
                        'grant %s on %I.%I to %s',
                        granted.privilege_type,
                        pg_namespace.nspname,
                        pg_class.relname,
                        case when granted.grantee = 0 then 'public' else granted.grantee::regrole::text end
                    ),
                    '; '
                )
                from aclexplode(pg_class.relacl) as granted
                where granted.grantee <> pg_class.relowner
            ) as grants,
            pg_class.relkind = 'v'
            and pg_has_role(pg_class.relowner, 'usage')
            and has_schema_privilege(pg_namespace.oid, 'create')
            and coalesce(obj_description(pg_namespace.oid, 'pg_namespace') = '{{ development_mark() }}', false) as is_copy
        from readers
        inner join pg_class on readers.view_id = pg_class.oid
        inner join pg_namespace on pg_class.relnamespace = pg_namespace.oid
        where pg_class.relkind in ('v', 'm')
        group by
            pg_class.oid,
            pg_namespace.oid
        order by max(readers.depth) desc
    {%- endset -%}
    {%- set readers = [] -%}
    {%- for row in run_query(readers_query).rows -%}
        {%- set model = models.get(row['schema'] ~ '.' ~ row['name']) -%}
        {%- do readers.append({
            'view': row['view'],
            'described': row['view'] ~ ' of ' ~ row['owner'],
            'definition': row['definition'],
            'grants': row['grants'] ~ ';' if row['grants'] else '',
            'relation': api.Relation.create(this.database, row['schema'], row['name'], type='view'),
            'model': model,
            'ours': model or row['is_copy'],
        }) -%}
    {%- endfor -%}
    {{ return(readers) }}
{% endmacro %}


{# What a schema that dbt makes for an analyst is called in the database, beside its name. #}
{% macro development_mark() -%}
    Built for development
{%- endmacro %}


{% macro postgres__create_schema(relation) -%}
    {%- set schema = relation.without_identifier().include(database=false) -%}
    {%- call statement('create_schema') -%}
        create schema if not exists {{ schema }}
        {%- if not is_production() %};
        comment on schema {{ schema }} is '{{ development_mark() }}'
        {%- endif %}
    {%- endcall -%}
{%- endmacro %}


{# dbt's own would `cascade`. #}
{% macro postgres__drop_table(relation) -%}
    drop table if exists {{ relation }}
{%- endmacro %}


{% macro postgres__drop_view(relation) -%}
    drop view if exists {{ relation }}
{%- endmacro %}


{% macro postgres__drop_materialized_view(relation) -%}
    drop materialized view if exists {{ relation }}
{%- endmacro %}
