-- What recognises a person or a request is compared exactly, whatever collation the database was made with: a channel's
-- ids may differ in case alone. H2 compares so by itself.

alter table customer_identity
  modify identity_value varchar(254) character set utf8mb4 collate utf8mb4_bin not null;
alter table idempotency_key
  modify request_key varchar(255) character set utf8mb4 collate utf8mb4_bin not null;
