{{
    config(
        unique_key=['tenant_id', 'invoice_id', 'position'],
        scope='invoice_id',
        changed_by=[
            {'rows': 'st_invoices', 'column': 'st_id'},
            {'records': 'jobs', 'shown_as': 'job_id'},
        ],
        clustered_by=['tenant_id', 'revenue_date'],
        indexes=[
            {'columns': ['tenant_id', 'job_id']},
            {'columns': ['tenant_id', 'revenue_date']},
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'sku_id']},
        ],
    )
}}

with

invoices as (
    select * from {{ ref('st_invoices') }}
    where {{ in_scope('st_id') }}
),

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
),

items as (
    select
        invoices.tenant_id,
        invoices.st_id as invoice_id,
        invoices.job_id,
        invoices.customer_id,
        invoices.location_id,
        invoices.project_id,
        invoices.invoice_date,
        invoices.status <> 'Void' as counts,
        nullif(invoices.adjustment_to_id, 0) is not null as is_adjustment,
        invoices.st_modified_on,
        item.position,
        nullif({{ to_bigint("item.element ->> 'id'") }}, 0) as item_id,
        nullif({{ to_bigint("item.element ->> 'skuId'") }}, 0) as sku_id,
        item.element ->> 'skuName' as sku_name,
        item.element ->> 'type' as item_type,
        nullif({{ to_bigint("item.element ->> 'technicianId'") }}, 0) as technician_id,
        coalesce(
            nullif({{ to_bigint("item.element #>> '{businessUnit,id}'") }}, 0), invoices.business_unit_id
        ) as business_unit_id,
        {{ to_bigint("item.element #>> '{generalLedgerAccount,id}'") }} as gl_account_id,
        item.element #>> '{generalLedgerAccount,name}' as gl_account_name,
        nullif(item.element #>> '{generalLedgerAccount,type}', '') as gl_account_type,
        nullif({{ to_bigint("item.element ->> 'inventoryLocationId'") }}, 0) as inventory_location_id,
        {{ to_numeric("item.element ->> 'quantity'") }} as quantity,
        coalesce({{ to_numeric("item.element ->> 'total'") }}, 0) as amount,
        coalesce({{ to_numeric("item.element ->> 'totalCost'") }}, 0) as cost,
        {{ to_numeric("item.element ->> 'soldHours'") }} as sold_hours
    from invoices
    cross join lateral jsonb_array_elements(invoices.items) with ordinality as item (element, position)
),

-- An item without an account counts as income: leaving it out would hide sales, and data quality lists it.
classified as (
    select
        items.*,
        items.gl_account_type is null or items.gl_account_type in ({{ text_list(var('income_account_types')) }})
            as is_income,
        jobs.business_unit_id as job_business_unit_id,
        jobs.job_type_id,
        jobs.campaign_id,
        case
            when jobs.active and jobs.deleted_at is null and jobs.job_status = 'Completed'
                then {{ business_day('jobs.completed_on', 'jobs.tenant_id') }}
        end as completed_date,
        greatest(items.st_modified_on, jobs.st_modified_on) as last_changed_on
    from items
    left join jobs
        on
            items.tenant_id = jobs.tenant_id
            and items.job_id = jobs.st_id
),

dated as (
    select
        *,
        case
            when not (counts and is_income) then null
            when is_adjustment and invoice_date is not null then 'adjustment'
            when is_adjustment then null
            when job_id is null and invoice_date is not null then 'non_job'
            when completed_date is not null then 'completed'
        end as revenue_kind
    from classified
),

final as (
    select
        tenant_id,
        invoice_id,
        position,
        item_id,

        job_id,
        customer_id,
        location_id,
        project_id,
        business_unit_id,
        job_business_unit_id,
        job_type_id,
        campaign_id,
        technician_id,

        sku_id,
        sku_name,
        item_type,
        inventory_location_id,
        gl_account_id,
        gl_account_name,
        gl_account_type,

        counts,
        is_income,
        is_adjustment,
        revenue_kind,
        case
            when revenue_kind = 'completed' then completed_date
            when revenue_kind is not null then invoice_date
        end as revenue_date,
        invoice_date,
        last_changed_on,

        quantity,
        amount,
        cost,
        cost <> 0 as has_cost,
        sold_hours
    from dated
)

select * from final
