{{ config(group='sales') }}

with recursive

categories as (
    select * from {{ ref('stg_servicetitan__pricebook_categories') }}
    where deleted_at is null
),

item_categories as (
    select
        tenant_id,
        unnest(category_ids) as category_id
    from {{ ref('v_pricebook_items') }}
    where active
),

-- From the roots down. A category whose parent is unknown is a root too.
tree as (
    select
        categories.tenant_id,
        categories.st_id,
        array[categories.st_id] as path_ids,
        coalesce(categories.name, '') as path
    from categories
    left join categories as parents
        on
            categories.tenant_id = parents.tenant_id
            and categories.parent_id = parents.st_id
    where parents.st_id is null

    union all

    select
        categories.tenant_id,
        categories.st_id,
        tree.path_ids || categories.st_id as path_ids,
        tree.path || ' > ' || coalesce(categories.name, '') as path
    from tree
    inner join categories
        on
            tree.tenant_id = categories.tenant_id
            and tree.st_id = categories.parent_id
    where categories.st_id <> all(tree.path_ids)
),

item_counts as (
    select
        tenant_id,
        category_id,
        count(*) as item_count
    from item_categories
    group by
        tenant_id,
        category_id
),

final as (
    select
        categories.tenant_id,
        categories.st_id as category_id,

        categories.name,
        categories.active,
        categories.category_type,
        categories.parent_id,
        categories.position,
        -- Categories that lead in a circle hang on no root.
        coalesce(tree.path, categories.name) as path,
        coalesce(tree.path_ids, array[categories.st_id]) as path_ids,
        coalesce(cardinality(tree.path_ids), 1)::bigint as depth,
        coalesce(item_counts.item_count, 0) as item_count
    from categories
    left join tree
        on
            categories.tenant_id = tree.tenant_id
            and categories.st_id = tree.st_id
    left join item_counts
        on
            categories.tenant_id = item_counts.tenant_id
            and categories.st_id = item_counts.category_id
)

select * from final
