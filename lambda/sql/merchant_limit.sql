-- The most that one payment to a merchant may be, in minor units of the currency (cents, yen, fils).
-- Without a row the parameter paymentLimits holds; zero stops the merchant in that currency.
-- Run once by a person in the writing region; the payment API only reads it.
create table if not exists merchant_limit (
  merchant_id text not null check (merchant_id ~ '^[A-Za-z0-9-]{1,64}$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  max_minor_units bigint not null check (max_minor_units >= 0),
  primary key (merchant_id, currency));
