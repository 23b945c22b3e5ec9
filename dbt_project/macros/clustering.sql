{#
  Clustering: the rows of a large table lie in the order in which BI tools read them, by tenant and day, so that a month
  of one tenant is a few pages of the table and not all of them. A model names the columns as `clustered_by`; one of its
  indexes begins with them. Rows of later runs are added at the end, which is where later days belong; that index is
  marked for PostgreSQL's CLUSTER, with which a table that was much changed is put in order again.
#}
{% macro in_clustered_order(sql) -%}
    {%- set columns = config.get('clustered_by') -%}
    {%- if columns -%}
        select *
        from (
            {{ sql }}
        ) as built
        order by {{ columns | join(', ') }}
    {%- else -%}
        {{ sql }}
    {%- endif -%}
{%- endmacro %}


{# Mark the index of these columns, else one that begins with them. #}
{% macro mark_clustering_index(relation) -%}
    {%- set columns = config.get('clustered_by') -%}
    {%- if columns -%}
        {%- set wanted = columns | join(',') -%}
        {%- set found = [] -%}
        {%- for index in present_indexes(relation).values() if index['described'].endswith(' whole') -%}
            {%- if index['described'].startswith(wanted ~ ' btree') -%}
                {%- do found.insert(0, index) -%}
            {%- elif index['described'].startswith(wanted ~ ',') and ' btree ' in index['described'] -%}
                {%- do found.append(index) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if not found -%}
            {%- do exceptions.raise_compiler_error(
                'clustered_by names ' ~ columns | join(', ') ~ ': no index of the model begins with these columns.'
            ) -%}
        {%- elif not found[0]['clustered'] -%}
            {%- do run_query('alter table ' ~ relation ~ ' cluster on ' ~ found[0]['name'].split('.') | last) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
