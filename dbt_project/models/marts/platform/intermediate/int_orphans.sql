{{ config(materialized='ephemeral', access='private', contract={'enforced': false}) }}

{#- By model and its noun: references, and the model that holds what they name. -#}
{%- set references = {
    ('fct_jobs', 'jobs'): {
        'customer_id': 'st_customers',
        'location_id': 'st_locations',
        'business_unit_id': 'st_business_units',
        'job_type_id': 'st_job_types',
        'campaign_id': 'st_campaigns',
    },
    ('st_appointments', 'appointments'): {'job_id': 'st_jobs'},
    ('st_invoices', 'invoices'): {
        'customer_id': 'st_customers',
        'job_id': 'st_jobs',
        'business_unit_id': 'st_business_units',
    },
    ('st_payments', 'payments'): {'customer_id': 'st_customers'},
    ('fct_estimates', 'estimates'): {'job_id': 'st_jobs', 'customer_id': 'st_customers'},
    ('fct_memberships', 'memberships'): {'customer_id': 'st_customers'},
    ('fct_calls', 'calls'): {'campaign_id': 'st_campaigns', 'job_id': 'st_jobs', 'reason_id': 'st_call_reasons'},
    ('fct_gross_pay_items', 'gross_pay_items'): {'job_id': 'st_jobs'},
} -%}

with

found as (
    {% for (model_name, noun), columns in references.items() %}
    {% set last_model = loop.last %}
    {% for column, referred in columns.items() %}
    select
        referring.tenant_id,
        '{{ model_name }}' as subject,
        '{{ noun }}_with_unknown_{{ column | replace("_id", "") }}' as check_name,
        '{{ noun | replace("_", " ") | capitalize }} whose {{ column }} names what is unknown' as definition,
        count(*) filter (where referred.st_id is null) as affected_count,
        count(*) as total_count
    from {{ ref(model_name) }} as referring
    left join {{ ref(referred) }} as referred
        on
            referring.tenant_id = referred.tenant_id
            and referring.{{ column }} = referred.st_id
    where
        referring.{{ column }} <> 0
        {% if model_name.startswith('st_') %}
        and referring.active
        and referring.deleted_at is null
        {% endif %}
    group by referring.tenant_id
    {{ 'union all' if not (last_model and loop.last) }}
    {% endfor %}
    {% endfor %}
)

select * from found
