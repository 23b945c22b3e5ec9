{{ config(materialized='view') }}

with

gaps as (
    select * from {{ ref('int_gaps') }}
),

orphans as (
    select * from {{ ref('int_orphans') }}
),

lost_revenue as (
    select * from {{ ref('int_lost_revenue') }}
),

checks as (
    select
        tenant_id,
        'missing value' as kind,
        subject,
        check_name,
        definition,
        affected_count,
        total_count,
        affected_amount
    from gaps

    union all

    select
        tenant_id,
        'unknown reference' as kind,
        subject,
        check_name,
        definition,
        affected_count,
        total_count,
        null as affected_amount
    from orphans

    union all

    select
        tenant_id,
        'unknown reference' as kind,
        subject,
        check_name,
        definition,
        affected_count,
        total_count,
        affected_amount
    from lost_revenue
),

final as (
    select
        *,
        round(affected_count::numeric / nullif(total_count, 0), 4) as affected_share
    from checks
)

select * from final
