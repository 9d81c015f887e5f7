-- People of an identity provider: issuer and sub (their fingerprint, compared exactly) own one account each.
create table oidc_account (
  person            char(64)     not null primary key,
  issuer            varchar(500) not null,
  subject           varchar(255) not null,
  user_id           varchar(64)  not null,
  created_at        datetime     not null,
  signed_in_at      datetime     not null,
  groups_dropped_at datetime,
  constraint oidc_account_user_id unique (user_id)
);
create index oidc_account_signed_in_at on oidc_account (signed_in_at);
