{#
  Where chains of merges end, as the body of a model. `merges` names a model with the merged records: tenant_id, st_id,
  merged_to_id. Selects for each of them `canonical_id`, the record at the end of its chain however long it is, and
  `merge_count`, the merges on the way. Records that were merged in a circle all stand for the lowest id in it.
#}
{% macro canonical_ids(merges) -%}
with recursive

merges as (
    select * from {{ merges }}
),

walks as (
    select
        tenant_id,
        st_id,
        array[st_id] as passed,
        merged_to_id as reached
    from merges
    union all
    select
        walks.tenant_id,
        walks.st_id,
        walks.passed || walks.reached as passed,
        merges.merged_to_id as reached
    from walks
    inner join merges
        on
            walks.tenant_id = merges.tenant_id
            and walks.reached = merges.st_id
    where walks.reached <> all(walks.passed)
),

longest as (
    select distinct on (tenant_id, st_id) *
    from walks
    order by
        tenant_id asc,
        st_id asc,
        cardinality(passed) desc
),

final as (
    select
        tenant_id,
        st_id,
        case
            when reached = any(passed) then (
                select min(circle.id)
                from unnest(passed) with ordinality as circle (id, position)
                where circle.position >= array_position(passed, reached)
            )
            else reached
        end as canonical_id,
        cardinality(passed)::bigint as merge_count
    from longest
)

select * from final
{%- endmacro %}
