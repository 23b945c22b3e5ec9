{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'job_canceled_logs'},
            {'records': 'job_cancel_reasons', 'shown_as': 'reason_id', 'copies': {'reason': 'name'}},
        ],
        indexes=[
            {'columns': ['tenant_id', 'job_id']},
            {'columns': ['tenant_id', 'reason_id']},
        ],
    )
}}

with

canceled_logs as (
    select * from {{ ref('stg_servicetitan__job_canceled_logs') }}
    where {{ in_scope('st_id') }}
),

reasons as (
    select * from {{ ref('stg_servicetitan__job_cancel_reasons') }}
),

final as (
    select
        canceled_logs.tenant_id,
        canceled_logs.st_id,

        canceled_logs.job_id,
        canceled_logs.reason_id,
        reasons.name as reason,
        canceled_logs.memo,
        canceled_logs.created_by_id as cancelled_by_id,

        canceled_logs.st_created_on as cancelled_on,
        {{ business_day('canceled_logs.st_created_on', 'canceled_logs.tenant_id') }} as cancelled_date
    from canceled_logs
    left join reasons
        on
            canceled_logs.tenant_id = reasons.tenant_id
            and canceled_logs.reason_id = reasons.st_id
    where
        canceled_logs.active
        and canceled_logs.deleted_at is null
        and canceled_logs.job_id is not null
)

select * from final
