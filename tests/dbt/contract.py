"""The columns that BI tools and analysts may rely on: `name`, `name:type` of that type, with `!` never null."""

from __future__ import annotations

IDENTITY = {
    "st_id": "bigint",
    "tenant_id": "bigint",
    "st_created_on": "timestamp with time zone",
    "st_modified_on": "timestamp with time zone",
    "active": "boolean",
    "last_synced_at": "timestamp with time zone",
    "deleted_at": "timestamp with time zone",
}
"""Columns of every `st_*` table."""

TABLES: dict[str, str] = {
    "st_customers": """
        name first_name last_name type email phone phone_numbers:jsonb! email_addresses:jsonb! address_line1
        address_line2 city state zip country addresses:jsonb! location_id:bigint balance:numeric
        do_not_service:boolean do_not_mail:boolean tax_exempt:boolean national_account:boolean
        merged_to_id:bigint payment_term_id:bigint tag_type_ids:bigint[]! tags:jsonb! custom_fields:jsonb!
        total_jobs:bigint! completed_jobs:bigint! lifetime_value:numeric! lifetime_revenue:numeric!
        first_job_date:time last_job_date:time aggregates_updated_at:time!
    """,
    "st_locations": """
        customer_id:bigint customer_name name address_line1 address_line2 city state postal_code country
        latitude:numeric longitude:numeric email phone zone_id:bigint tax_zone_id:bigint
        tag_type_ids:bigint[]! custom_fields:jsonb!
    """,
    "st_jobs": """
        job_number customer_id:bigint customer_name location_id:bigint location_name project_id:bigint
        business_unit_id:bigint business_unit_name job_type_id:bigint job_type_name campaign_id:bigint
        campaign_name job_status priority summary completed_on:time scheduled_start:time scheduled_end:time
        technician_id:bigint technician_name technician_ids:bigint[]! appointment_count:bigint!
        no_charge:boolean recall_for_id:bigint warranty_id:bigint membership_id:bigint invoice_id:bigint
        invoice_total:numeric! balance:numeric! total:numeric tag_type_ids:bigint[]! tags:jsonb!
        custom_fields:jsonb!
    """,
    "st_appointments": """
        job_id:bigint customer_id:bigint location_id:bigint technician_id:bigint technician_name
        technician_ids:bigint[]! appointment_number type status start_time:time end_time:time
        duration_minutes arrival_window_start:time arrival_window_end:time actual_arrival:time
        actual_departure:time notes is_confirmed:boolean unused:boolean
    """,
    "st_invoices": """
        job_id:bigint customer_id:bigint customer_name location_id:bigint business_unit_id:bigint
        project_id:bigint invoice_number invoice_date:date due_date:date subtotal:numeric tax:numeric
        total:numeric balance:numeric status! paid_amount:numeric! payment_count:bigint! paid_on
        item_count! items:jsonb! payments:jsonb! adjustment_to_id:bigint membership_id:bigint
        custom_fields:jsonb!
    """,
    "st_payments": """
        customer_id:bigint invoice_id:bigint business_unit_id:bigint amount:numeric
        unapplied_amount:numeric payment_method payment_date:date reference check_number status
        applied_to:jsonb!
    """,
    "st_estimates": """
        job_id:bigint customer_id:bigint location_id:bigint project_id:bigint business_unit_id:bigint
        estimate_number name status sold_on:time sold_by_id:bigint sold_by_name subtotal:numeric
        tax:numeric total:numeric! item_count! items:jsonb!
    """,
    "st_technicians": """
        name first_name last_name email phone role is_technician:boolean employee_id:bigint
        business_unit_id:bigint business_unit_name team skills:jsonb! hire_date:date total_jobs:bigint!
        completed_jobs:bigint! total_revenue:numeric!
    """,
    "st_employees": """
        name first_name last_name email phone role business_unit_id:bigint hire_date:date
        termination_date:date
    """,
    "st_business_units": """
        name official_name code email phone address:jsonb trade division currency total_jobs:bigint!
        active_jobs:bigint!
    """,
    "st_job_types": """
        name code business_unit_ids:bigint[]! priority duration sold_threshold:numeric skills:jsonb!
    """,
    "st_tag_types": "name code color importance is_conversion_opportunity:boolean",
    "st_campaigns": "name category category_id:bigint source medium",
    "st_call_reasons": "name is_lead:boolean",
    "st_custom_fields": "entity_type! name data_type options:jsonb!",
    "st_installed_equipment": """
        customer_id:bigint location_id:bigint equipment_id:bigint name manufacturer model serial_number
        installed_on:time manufacturer_warranty_start:time manufacturer_warranty_end:time
        service_provider_warranty_start:time service_provider_warranty_end:time cost:numeric status
    """,
}

VIEWS: dict[str, str] = {
    "v_customers_complete": f"""
        {TABLES["st_customers"]} location_address location_city location_state location_zip
        latitude:numeric longitude:numeric job_count:bigint! open_estimates:bigint!
        outstanding_balance:numeric!
    """,
    "v_sync_status": """
        tenant_id:bigint! entity! total_records:bigint! synced_24h:bigint! last_sync:time last_status
        last_error minutes_since_last_sync:bigint
    """,
    "v_estimate_conversion": """
        tenant_id:bigint! total_estimates:bigint! sold_estimates:bigint! open_estimates:bigint!
        dismissed_estimates:bigint! sold_value:numeric! avg_sold_value:numeric close_rate:numeric
    """,
    "v_ar_aging": """
        tenant_id:bigint! business_unit_id:bigint current_count:bigint! current_amount:numeric!
        days_1_30_count:bigint! days_1_30_amount:numeric! days_31_60_count:bigint!
        days_31_60_amount:numeric! days_61_90_count:bigint! days_61_90_amount:numeric!
        over_90_count:bigint! over_90_amount:numeric! total_count:bigint! total_amount:numeric!
    """,
}


def columns(relation: str) -> dict[str, str | None]:
    """The promised columns of a table or view: PostgreSQL type by name, None where none is promised."""
    promised: dict[str, str | None] = {**_identity(relation)}
    for entry in _entries(relation):
        name, _, kind = entry.rstrip("!").partition(":")
        promised[name] = {"time": "timestamp with time zone", "": None}.get(kind, kind)
    return promised


def never_null(relation: str) -> set[str]:
    """The promised columns that hold a value in every row: keys, counts, sums and lists."""
    marked = {entry.rstrip("!").partition(":")[0] for entry in _entries(relation) if entry.endswith("!")}
    return marked | (_identity(relation).keys() & {"st_id", "tenant_id", "active"})


def _entries(relation: str) -> list[str]:
    return (TABLES | VIEWS)[relation].split()


def _identity(relation: str) -> dict[str, str]:
    return {} if relation in VIEWS and relation != "v_customers_complete" else IDENTITY
