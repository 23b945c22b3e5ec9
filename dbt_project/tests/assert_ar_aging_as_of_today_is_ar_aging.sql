-- Rows of receivables as of today, rebuilt from movements, that v_ar_aging does not have, and the other way round.
with

as_of as (
    select * from {{ ref('mart_ar_aging_as_of') }}
),

aging as (
    select * from {{ ref('v_ar_aging') }}
),

as_of_today as (
    select
        tenant_id,
        business_unit_id,
        current_count,
        current_amount,
        days_1_30_count,
        days_1_30_amount,
        days_31_60_count,
        days_31_60_amount,
        days_61_90_count,
        days_61_90_amount,
        over_90_count,
        over_90_amount,
        total_count,
        total_amount
    from as_of
    where as_of_date = {{ today() }}
),

aging_now as (
    select
        tenant_id,
        coalesce(business_unit_id, 0) as business_unit_id,
        current_count,
        current_amount,
        days_1_30_count,
        days_1_30_amount,
        days_31_60_count,
        days_31_60_amount,
        days_61_90_count,
        days_61_90_amount,
        over_90_count,
        over_90_amount,
        total_count,
        total_amount
    from aging
),

only_as_of_today as (
    select * from as_of_today
    except
    select * from aging_now
),

only_now as (
    select * from aging_now
    except
    select * from as_of_today
),

differences as (
    select
        'as of today' as found_in,
        only_as_of_today.*
    from only_as_of_today

    union all

    select
        'now' as found_in,
        only_now.*
    from only_now
)

select * from differences
