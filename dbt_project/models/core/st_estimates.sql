{{
    config(
        indexes=[
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'job_id']},
            {'columns': ['tenant_id', 'location_id']},
            {'columns': ['tenant_id', 'business_unit_id']},
            {'columns': ['tenant_id', 'sold_by_id']},
            {'columns': ['tenant_id', 'st_created_on']},
            {'columns': ['tenant_id', 'customer_id'], 'where': "active and status = 'Open'"},
        ],
        scope='st_id',
        changed_by=[
            {'records': 'estimates'},
            {'records': 'technicians', 'shown_as': 'sold_by_id', 'copies': {'sold_by_name': 'name'}},
            {'records': 'employees', 'shown_as': 'sold_by_id', 'copies': {'sold_by_name': 'name'}},
        ],
    )
}}

with

estimates as (
    select
        *,
        {{ json_list('items') }} as item_list
    from {{ ref('stg_servicetitan__estimates') }}
    where {{ in_scope('st_id') }}
),

technicians as (
    select * from {{ ref('stg_servicetitan__technicians') }}
),

employees as (
    select * from {{ ref('stg_servicetitan__employees') }}
),

final as (
    select
        estimates.tenant_id,
        estimates.st_id,
        estimates.st_created_on,
        estimates.st_modified_on,
        estimates.active,
        estimates.last_synced_at,
        estimates.deleted_at,

        estimates.job_id,
        estimates.customer_id,
        estimates.location_id,
        estimates.project_id,
        estimates.business_unit_id,

        estimates.st_id::text as estimate_number,
        estimates.name,
        estimates.status ->> 'name' as status,
        estimates.sold_on,
        estimates.sold_by as sold_by_id,
        coalesce(technicians.name, employees.name) as sold_by_name,

        estimates.subtotal,
        estimates.tax,
        coalesce(estimates.subtotal, 0) + coalesce(estimates.tax, 0) as total,
        jsonb_array_length(estimates.item_list) as item_count,
        estimates.item_list as items
    from estimates
    left join technicians
        on
            estimates.tenant_id = technicians.tenant_id
            and estimates.sold_by = technicians.st_id
    left join employees
        on
            estimates.tenant_id = employees.tenant_id
            and estimates.sold_by = employees.st_id
)

select * from final
