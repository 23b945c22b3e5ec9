{# A tenant's days. Its zone is what its runs were given as SERVICE_TITAN_TIME_ZONE: var `time_zones`, by tenant id. A
   tenant no run has told the zone of has that of var `time_zone`. PostgreSQL knows when clocks change. #}

{# The name of the zone a tenant keeps its calendar in; `tenant_id` is an expression. #}
{% macro time_zone_of(tenant_id='tenant_id') -%}
    {%- set zones = var('time_zones', {}) -%}
    {%- if zones is mapping and zones -%}
    case {{ tenant_id }}
        {%- for tenant, zone in zones.items() %} when {{ tenant }} then '{{ zone }}'{% endfor %} else '{{ var("time_zone") }}'
    end
    {%- else -%}
    '{{ var("time_zone") }}'
    {%- endif -%}
{%- endmacro %}


{# The day a moment (timestamptz) falls on in the tenant's calendar, as date. #}
{% macro business_day(moment, tenant_id='tenant_id') -%}
    (({{ moment }}) at time zone {{ time_zone_of(tenant_id) }})::date
{%- endmacro %}


{# The moment (timestamptz) a day begins in the tenant's calendar; days have 23 or 25 hours when clocks change. #}
{% macro start_of_day(day, tenant_id='tenant_id') -%}
    (({{ day }})::timestamp at time zone {{ time_zone_of(tenant_id) }})
{%- endmacro %}


{# Today's date in the tenant's calendar. Never in an incremental model: its rows would depend on when it ran. #}
{% macro today(tenant_id='tenant_id') -%}
    {{ business_day('current_timestamp', tenant_id) }}
{%- endmacro %}
