-- Invoices whose balance ServiceTitan gives is not total less the payments and credit memos it lists. A finding about
-- the account, not about the models: receivables follow the balance and show the rest as `unexplained`.
{{ config(severity='warn') }}

with

movements as (
    select * from {{ ref('fct_receivable_movements') }}
)

select * from movements
where movement = 'unexplained'
