select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    name,
    description,
    image,
    category_type,
    source,
    external_id,

    -- ids and whole numbers
    parent_id,
    position,

    -- flags
    hide_in_mobile,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'subcategories', 'null') as subcategories,
    nullif(full_data -> 'businessUnitIds', 'null') as business_unit_ids,
    nullif(full_data -> 'skuImages', 'null') as sku_images,
    nullif(full_data -> 'skuVideos', 'null') as sku_videos
from {{ source('servicetitan', 'st_pricebook_categories') }}
