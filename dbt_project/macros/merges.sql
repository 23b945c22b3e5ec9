{#
  Where chains of merges end, as the body of a model. `model_of_merged` has the merged records: tenant_id, st_id,
  merged_to_id; `condition` says which of them count. Selects for each of them `canonical_id`, the record at the end of
  its chain however long it is, and `merge_count`, the merges on the way. Records that were merged in a circle all stand
  for the lowest id in it.
#}
{% macro canonical_ids(model_of_merged, condition) -%}
with recursive

merged as (
    select * from {{ model_of_merged }}
    where {{ condition }}
),

walks as (
    select
        tenant_id,
        st_id,
        array[st_id] as passed,
        merged_to_id as reached
    from merged
    union all
    select
        walks.tenant_id,
        walks.st_id,
        walks.passed || walks.reached as passed,
        merged.merged_to_id as reached
    from walks
    inner join merged
        on
            walks.tenant_id = merged.tenant_id
            and walks.reached = merged.st_id
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
