{{ config(materialized='ephemeral') }}

with

receipts as (
    select * from {{ ref('stg_servicetitan__inventory_receipts') }}
),

returns as (
    select * from {{ ref('stg_servicetitan__inventory_returns') }}
),

adjustments as (
    select * from {{ ref('stg_servicetitan__inventory_adjustments') }}
),

transfers as (
    select * from {{ ref('stg_servicetitan__inventory_transfers') }}
),

-- A transfer leaves one location when it is picked and reaches the other when it is received.
documents as (
    select
        tenant_id,
        st_id as document_id,
        'receipt' as movement_type,
        1 as sign,
        number as document_number,
        {{ business_day('coalesce(received_on, st_created_on)') }} as movement_date,
        nullif(inventory_location_id, 0) as inventory_location_id,
        nullif(vendor_id, 0) as vendor_id,
        nullif(purchase_order_id, 0) as purchase_order_id,
        nullif(job_id, 0) as job_id,
        nullif(business_unit_id, 0) as business_unit_id,
        items
    from receipts
    where
        active
        and deleted_at is null

    union all

    select
        tenant_id,
        st_id as document_id,
        'return' as movement_type,
        -1 as sign,
        number as document_number,
        {{ utc_date('coalesce(returned_on, return_date)') }} as movement_date,
        nullif(inventory_location_id, 0) as inventory_location_id,
        nullif(vendor_id, 0) as vendor_id,
        nullif(purchase_order_id, 0) as purchase_order_id,
        nullif(job_id, 0) as job_id,
        nullif(business_unit_id, 0) as business_unit_id,
        items
    from returns
    where
        active
        and deleted_at is null
        and status in ('Returned', 'CreditReceived')

    union all

    select
        tenant_id,
        st_id as document_id,
        'adjustment' as movement_type,
        1 as sign,
        number as document_number,
        {{ utc_date('date') }} as movement_date,
        nullif(inventory_location_id, 0) as inventory_location_id,
        null as vendor_id,
        null as purchase_order_id,
        null as job_id,
        nullif(business_unit_id, 0) as business_unit_id,
        items
    from adjustments
    where
        active
        and deleted_at is null
        and date_canceled is null

    union all

    select
        transfers.tenant_id,
        transfers.st_id as document_id,
        step.movement_type,
        step.sign,
        transfers.number as document_number,
        {{ utc_date('step.happened_on') }} as movement_date,
        nullif(step.inventory_location_id, 0) as inventory_location_id,
        null as vendor_id,
        null as purchase_order_id,
        nullif(transfers.job_id, 0) as job_id,
        null as business_unit_id,
        transfers.items
    from transfers
    cross join
        lateral (
            values
            ('transfer_out', -1, coalesce(transfers.picked_date, transfers.received_date), transfers.from_location_id),
            ('transfer_in', 1, transfers.received_date, transfers.to_location_id)
        ) as step (movement_type, sign, happened_on, inventory_location_id)
    where
        transfers.active
        and transfers.deleted_at is null
        and transfers.date_canceled is null
        and transfers.status is distinct from 'Canceled'
        and step.happened_on is not null
)

select * from documents
