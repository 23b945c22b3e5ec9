{{
    config(
        scope='st_id',
        changed_by=[
            {'rows': 'st_estimates', 'column': 'st_id'},
            {
                'records': 'jobs',
                'shown_as': 'job_id',
                'copies': {'job_type_id': 'job_type_id', 'campaign_id': 'campaign_id'},
            },
        ],
        clustered_by=['tenant_id', 'created_date'],
        indexes=[
            {'columns': ['tenant_id', 'job_id']},
            {'columns': ['tenant_id', 'sold_date']},
            {'columns': ['tenant_id', 'created_date']},
        ],
    )
}}

with

estimates as (
    select * from {{ ref('st_estimates') }}
    where {{ in_scope('st_id') }}
),

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
),

counted as (
    select
        *,
        coalesce(status = 'Sold', false) as is_sold
    from estimates
    where
        active
        and deleted_at is null
),

item_hours as (
    select
        counted.tenant_id,
        counted.st_id,
        {{ to_numeric("item.value ->> 'qty'") }} as quantity,
        {{ to_numeric("item.value -> 'sku' ->> 'soldHours'") }} as sold_hours
    from counted
    cross join lateral jsonb_array_elements(counted.items) as item (value)
),

hours_by_estimate as (
    select
        tenant_id,
        st_id,
        sum(quantity * sold_hours) as sold_hours
    from item_hours
    group by
        tenant_id,
        st_id
),

final as (
    select
        counted.tenant_id,
        counted.st_id,

        counted.job_id,
        counted.customer_id,
        counted.location_id,
        counted.project_id,
        counted.business_unit_id,
        jobs.job_type_id,
        jobs.campaign_id,
        counted.sold_by_id,

        counted.name,
        counted.status,
        counted.is_sold,
        coalesce(counted.status = 'Open', false) as is_open,
        coalesce(counted.status = 'Dismissed', false) as is_dismissed,

        {{ business_day('counted.st_created_on', 'counted.tenant_id') }} as created_date,
        case when counted.is_sold then {{ business_day('counted.sold_on', 'counted.tenant_id') }} end as sold_date,
        case
            when counted.is_sold
                then
                    {{ business_day('counted.sold_on', 'counted.tenant_id') }}
                    - {{ business_day('counted.st_created_on', 'counted.tenant_id') }}
        end::bigint as days_to_close,

        coalesce(counted.subtotal, 0) as subtotal,
        coalesce(hours_by_estimate.sold_hours, 0) as sold_hours
    from counted
    left join jobs
        on
            counted.tenant_id = jobs.tenant_id
            and counted.job_id = jobs.st_id
    left join hours_by_estimate
        on
            counted.tenant_id = hours_by_estimate.tenant_id
            and counted.st_id = hours_by_estimate.st_id
)

select * from final
