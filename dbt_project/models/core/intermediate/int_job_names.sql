{{ config(materialized='ephemeral') }}

with

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
),

customers as (
    select * from {{ ref('stg_servicetitan__customers') }}
),

locations as (
    select * from {{ ref('stg_servicetitan__locations') }}
),

business_units as (
    select * from {{ ref('stg_servicetitan__business_units') }}
),

job_types as (
    select * from {{ ref('stg_servicetitan__job_types') }}
),

campaigns as (
    select * from {{ ref('stg_servicetitan__campaigns') }}
),

named as (
    select
        jobs.tenant_id,
        jobs.st_id as job_id,
        customers.name as customer_name,
        locations.name as location_name,
        business_units.name as business_unit_name,
        job_types.name as job_type_name,
        campaigns.name as campaign_name
    from jobs
    left join customers
        on
            jobs.tenant_id = customers.tenant_id
            and jobs.customer_id = customers.st_id
    left join locations
        on
            jobs.tenant_id = locations.tenant_id
            and jobs.location_id = locations.st_id
    left join business_units
        on
            jobs.tenant_id = business_units.tenant_id
            and jobs.business_unit_id = business_units.st_id
    left join job_types
        on
            jobs.tenant_id = job_types.tenant_id
            and jobs.job_type_id = job_types.st_id
    left join campaigns
        on
            jobs.tenant_id = campaigns.tenant_id
            and jobs.campaign_id = campaigns.st_id
)

select * from named
