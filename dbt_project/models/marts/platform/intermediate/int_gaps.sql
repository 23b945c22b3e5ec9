{{ config(materialized='ephemeral', access='private', contract={'enforced': false}) }}

{#- By model: the name of a check, what it says, what it is counted of, what is amiss and, where figures lack it, the
    money concerned. One pass per model. -#}
{%- set checks = {
    'fct_jobs': [
        ('jobs_without_campaign', 'Jobs that name no campaign', 'true', 'coalesce(campaign_id, 0) = 0'),
        ('jobs_without_business_unit', 'Jobs that name no business unit', 'true', 'coalesce(business_unit_id, 0) = 0'),
        ('jobs_without_job_type', 'Jobs that name no job type', 'true', 'coalesce(job_type_id, 0) = 0'),
        (
            'completed_jobs_without_day', 'Completed jobs without a time of completion: their revenue has no day',
            'is_completed', 'completed_date is null', 'invoice_subtotal',
        ),
        (
            'completed_jobs_without_revenue', 'Completed jobs that are charged and have no completed revenue',
            'is_completed and not is_no_charge', 'completed_revenue = 0',
        ),
        (
            'cancelled_jobs_without_reason', 'Cancelled jobs whose last cancellation is unknown or has no reason',
            'is_cancelled', 'coalesce(cancel_reason_id, 0) = 0',
        ),
    ],
    'fct_invoice_items': [
        (
            'items_without_cost', 'Income items of invoices that are not void, of materials and equipment, without a cost',
            "counts and is_income and item_type in ('Material', 'Equipment')", 'not has_cost', 'amount',
        ),
        (
            'items_without_account', 'Items of invoices that are not void without a general ledger account; they count as income',
            'counts', 'gl_account_type is null', 'amount',
        ),
        (
            'items_without_business_unit', 'Items of invoices that are not void without a business unit, nor their invoice',
            'counts', 'coalesce(business_unit_id, 0) = 0', 'amount',
        ),
    ],
    'st_invoices': [
        ('invoices_without_due_date', 'Invoices that are not void without a due date', "status <> 'Void'", 'due_date is null'),
        (
            'invoices_without_date',
            'Invoices that are not void without a date: those without a job, and adjustments, are no revenue',
            "status <> 'Void'", 'invoice_date is null',
            'case when coalesce(job_id, 0) = 0 or coalesce(adjustment_to_id, 0) <> 0 then subtotal else 0 end',
        ),
        (
            'invoices_without_customer', 'Invoices that are not void and name no customer',
            "status <> 'Void'", 'coalesce(customer_id, 0) = 0',
        ),
    ],
    'fct_estimates': [
        ('sold_estimates_without_seller', 'Sold estimates that name nobody who sold them', 'is_sold', 'coalesce(sold_by_id, 0) = 0'),
        ('sold_estimates_without_day', 'Sold estimates without the day of the sale', 'is_sold', 'sold_date is null'),
        ('estimates_without_job', 'Estimates that name no job', 'true', 'coalesce(job_id, 0) = 0'),
    ],
    'fct_calls': [
        ('inbound_calls_without_campaign', 'Inbound calls that name no campaign', 'is_inbound', 'campaign_id is null'),
        (
            'inbound_calls_without_agent', 'Inbound calls that were not abandoned and name no agent',
            "is_inbound and call_type is distinct from 'Abandoned'", 'agent_id is null',
        ),
        ('inbound_calls_unclassified', 'Inbound calls nobody classified', 'is_inbound', 'call_type is null'),
    ],
    'fct_memberships': [
        ('memberships_without_seller', 'Memberships that name nobody who sold them', 'true', 'coalesce(sold_by_id, 0) = 0'),
    ],
    'fct_gross_pay_items': [
        ('paid_time_without_hours', 'Gross pay items of kind TimesheetTime without hours', "pay_type = 'TimesheetTime'", 'hours = 0'),
    ],
    'st_customers': [
        (
            'customers_without_contact', 'Active customers with neither phone nor e-mail address',
            'active and deleted_at is null', 'phone is null and email is null',
        ),
    ],
} -%}

with

found as (
    {% for model_name, checks_of_model in checks.items() %}
    select
        counted.tenant_id,
        '{{ model_name }}' as subject,
        listed.check_name,
        listed.definition,
        listed.affected_count,
        listed.total_count,
        listed.affected_amount
    from (
        select
            {% for check in checks_of_model %}
            count(*) filter (where {{ check[2] }}) as total_{{ loop.index }},
            {% set affected = 'filter (where ' ~ check[2] ~ ' and ' ~ check[3] ~ ')' %}
            count(*) {{ affected }} as affected_{{ loop.index }},
            {{ 'coalesce(sum(' ~ check[4] ~ ') ' ~ affected ~ ', 0)' if check[4] else 'null::numeric' }}
                as amount_{{ loop.index }},
            {% endfor %}
            tenant_id
        from {{ ref(model_name) }}
        group by tenant_id
    ) as counted
    cross join
        lateral (
            values
            {% for check in checks_of_model %}
            (
                '{{ check[0] }}', '{{ check[1] }}', affected_{{ loop.index }}, total_{{ loop.index }},
                amount_{{ loop.index }}
            ){{ ',' if not loop.last }}
            {% endfor %}
        ) as listed (check_name, definition, affected_count, total_count, affected_amount)
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from found
