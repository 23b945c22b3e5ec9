{{
    config(
        unique_key=['tenant_id', 'credit_memo_id', 'position'],
        scope='credit_memo_id',
        changed_by=[{'records': 'credit_memos'}],
        indexes=[{'columns': ['tenant_id', 'invoice_id']}],
    )
}}

with

credit_memos as (
    select * from {{ ref('stg_servicetitan__credit_memos') }}
    where
        active
        and deleted_at is null
        and {{ in_scope('st_id') }}
),

applications as (
    select
        credit_memos.tenant_id,
        credit_memos.st_id as credit_memo_id,
        item.position,
        nullif({{ to_bigint("item.element ->> 'appliedTo'") }}, 0) as invoice_id,
        nullif({{ to_bigint("credit_memos.customer ->> 'id'") }}, 0) as customer_id,
        left(item.element ->> 'appliedOn', 10) as applied_day,
        coalesce({{ to_numeric("item.element ->> 'appliedAmount'") }}, 0) as amount,
        credit_memos.date as credit_date,
        credit_memos.st_modified_on
    from credit_memos
    cross join
        lateral jsonb_array_elements({{ json_list('credit_memos.applied_to') }})
        with ordinality as item (element, position)
),

-- The API says the day, not the time, of an application.
dated as (
    select
        tenant_id,
        credit_memo_id,
        position,
        invoice_id,
        customer_id,
        coalesce({{ utc_date(to_time('applied_day')) }}, credit_date) as applied_date,
        amount,
        st_modified_on
    from applications
    where invoice_id is not null
)

select * from dated
