select
    payments.tenant_id,
    payments.st_id,
    payments.st_created_on,
    payments.st_modified_on,
    coalesce(payments.active, true) as active,
    payments.fetched_at as last_synced_at,
    payments.deleted_at,

    -- text
    payments.auth_code,
    payments.check_number,
    payments.created_by,
    payments.memo,
    payments.reference_number,
    payments.sync_status,
    payments.type,
    payments.type_id,

    -- ids and whole numbers
    payments.refunded_payment_id,

    -- numbers
    payments.total,
    payments.unapplied_amount,

    -- times
    payments.date,

    -- what the API nests, unpacked once per record; a JSON null is a null
    nested."appliedTo" as applied_to,
    nested.batch,
    nested."businessUnit" as business_unit,
    nested.customer,
    nested."customFields" as custom_fields,
    nested.deposit,
    nested."generalLedgerAccount" as general_ledger_account
from {{ source('servicetitan', 'st_payments') }} as payments
cross join
    lateral jsonb_to_record(payments.full_data)
        as nested (
            "appliedTo" jsonb,
            batch jsonb,
            "businessUnit" jsonb,
            customer jsonb,
            "customFields" jsonb,
            deposit jsonb,
            "generalLedgerAccount" jsonb
        )
