{{
    config(
        unique_key=['tenant_id', 'invoice_id', 'business_unit_id', 'figure', 'month_start', 'changed_at'],
        scope='invoice_id',
        changed_by=[
            {'rows': 'fct_invoice_revenue', 'column': 'invoice_id'},
            {'records': 'jobs', 'shown_as': 'job_id'},
            {'records': 'invoices', 'shown_as': 'invoice_id'},
        ],
        clustered_by=['tenant_id', 'month_start'],
        indexes=[
            {'columns': ['tenant_id', 'job_id']},
            {'columns': ['tenant_id', 'month_start', 'figure']},
            {'columns': ['tenant_id', 'changed_date']},
        ],
    )
}}

with

versions as (
    select
        *,
        date_trunc('month', revenue_date::timestamp)::date as month_start
    from {{ ref('history_invoice_revenue') }}
    where {{ in_scope('invoice_id') }}
),

all_versions as (
    select * from {{ ref('history_invoice_revenue') }}
),

job_versions as (
    select * from {{ ref('history_jobs') }}
),

invoice_versions as (
    select * from {{ ref('history_invoices') }}
),

-- A month's figure changes when a version ends and when one begins.
movements as (
    select
        tenant_id,
        invoice_id,
        business_unit_id,
        job_id,
        revenue_kind as figure,
        month_start,
        valid_from as changed_at,
        0 as old_amount,
        revenue as new_amount,
        null::timestamptz as known_since
    from versions
    union all
    select
        tenant_id,
        invoice_id,
        business_unit_id,
        job_id,
        revenue_kind as figure,
        month_start,
        valid_to as changed_at,
        revenue as old_amount,
        0 as new_amount,
        valid_from as known_since
    from versions
    where valid_to < '9999-12-31'
),

changes as (
    select
        tenant_id,
        invoice_id,
        business_unit_id,
        figure,
        month_start,
        changed_at,
        {{ start_of_day(
            "(month_start::timestamp + interval '1 month' + interval '" ~ var('months_close_after_days') ~ " days')::date"
        ) }} as closed_at,
        max(job_id) as job_id,
        sum(old_amount) as old_amount,
        sum(new_amount) as new_amount,
        max(known_since) as known_since
    from movements
    group by
        tenant_id,
        invoice_id,
        business_unit_id,
        figure,
        month_start,
        changed_at
),

beginnings as (
    select
        tenants.tenant_id,
        (
            select min(all_versions.valid_from)
            from all_versions
            where all_versions.tenant_id = tenants.tenant_id
        ) as began_at
    from (select distinct tenant_id from versions) as tenants
),

restatements as (
    select
        changes.*,
        coalesce(changes.known_since, beginnings.began_at) as before,
        (
            select max(job_versions.valid_from)
            from job_versions
            where
                job_versions.tenant_id = changes.tenant_id
                and job_versions.st_id = changes.job_id
                and job_versions.valid_from <= changes.changed_at
        ) as job_seen_at,
        (
            select max(invoice_versions.valid_from)
            from invoice_versions
            where
                invoice_versions.tenant_id = changes.tenant_id
                and invoice_versions.st_id = changes.invoice_id
                and invoice_versions.valid_from <= changes.changed_at
        ) as invoice_seen_at
    from changes
    inner join beginnings on changes.tenant_id = beginnings.tenant_id
    where
        changes.old_amount <> changes.new_amount
        and changes.changed_at >= changes.closed_at
        and changes.changed_at > beginnings.began_at
),

-- What was read last before the change, and after the version that was known, has caused it.
caused as (
    select
        *,
        case
            when greatest(job_seen_at, invoice_seen_at) <= before then 'none'
            when job_seen_at > invoice_seen_at then 'job'
            else 'invoice'
        end as record_type
    from restatements
),

final as (
    select
        tenant_id,
        month_start,
        figure,
        business_unit_id,
        invoice_id,
        job_id,
        changed_at,
        {{ business_day('changed_at') }} as changed_date,
        closed_at,
        record_type,
        case record_type
            when 'job' then job_id
            when 'invoice' then invoice_id
        end as record_id,
        old_amount,
        new_amount,
        new_amount - old_amount as difference
    from caused
)

select * from final
