with

given as (
    select
        sample.value::jsonb as value,
        sample.expected::bigint[] as expected
    from (
        values
        ('[3, 9007199254740993, 3]', '{3,9007199254740993,3}'),
        ('[9223372036854775807, 9223372036854775808]', '{9223372036854775807}'),
        ('[-9223372036854775808, -9223372036854775809]', '{-9223372036854775808}'),
        ('["7", "x", "", 1.5, null, true, {"id": 8}, [9]]', '{7}'),
        ('[]', '{}'),
        ('{"id": 1}', '{}'),
        ('"1"', '{}'),
        ('null', '{}'),
        (null, '{}')
    ) as sample (value, expected)
),

ids as (
    select
        value,
        expected,
        {{ bigint_array('value') }} as found
    from given
),

unexpected as (
    select * from ids
    where found is distinct from expected
)

select * from unexpected
