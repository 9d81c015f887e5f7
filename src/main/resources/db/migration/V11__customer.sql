-- One customer however he comes (3-08): what he is recognised by has one owner. What a family shares stays a contact
-- of each on its own row in customer, and recognises nobody but the owner.

create table customer_identity (
  kind           varchar(10)  not null,
  identity_value varchar(254) not null,
  value_reversed varchar(254) not null,
  customer_ref   varchar(64)  not null,
  added_by       varchar(64)  not null,
  added_at       datetime     not null,
  primary key (kind, identity_value),
  constraint customer_identity_customer foreign key (customer_ref) references customer (ref) on delete cascade
);
create index customer_identity_customer_ref on customer_identity (customer_ref);
create index customer_identity_reversed on customer_identity (kind, value_reversed);
create index customer_name on customer (name);

update customer
set phone = substring(phone, 4), phone_reversed = substring(phone_reversed, 1, char_length(phone_reversed) - 3)
where phone like '+861%';
update customer
set phone = substring(phone, 5), phone_reversed = substring(phone_reversed, 1, char_length(phone_reversed) - 4)
where phone like '00861%';
update customer set email = lower(email) where email is not null;

insert into customer_identity (kind, identity_value, value_reversed, customer_ref, added_by, added_at)
select 'PHONE', k.phone, k.phone_reversed, k.ref, 'system', k.created_at
from (
  select ref, phone, phone_reversed, created_at, row_number() over (partition by phone order by created_at, ref) as place
  from customer
  where phone is not null and phone_reversed is not null and anonymised_at is null) k
where k.place = 1;
insert into customer_identity (kind, identity_value, value_reversed, customer_ref, added_by, added_at)
select 'MAIL', k.email, '', k.ref, 'system', k.created_at
from (
  select ref, email, created_at, row_number() over (partition by email order by created_at, ref) as place
  from customer
  where email is not null and anonymised_at is null) k
where k.place = 1;
insert into customer_identity (kind, identity_value, value_reversed, customer_ref, added_by, added_at)
select 'CHANNEL', k.channel_id, '', k.ref, 'system', k.created_at
from (
  select ref, channel_id, created_at, row_number() over (partition by channel_id order by created_at, ref) as place
  from customer
  where channel_id is not null and anonymised_at is null) k
where k.place = 1;

-- Two customers are one person: what moved is kept, so that an undo brings back just that.

create table customer_merge (
  id          bigint      not null auto_increment primary key,
  source_ref  varchar(64) not null,
  target_ref  varchar(64) not null,
  reason      mediumtext  not null,
  merged_by   varchar(64) not null,
  merged_at   datetime    not null,
  undone_by   varchar(64),
  undone_at   datetime,
  undo_reason mediumtext
);
create index customer_merge_source_ref on customer_merge (source_ref);
create index customer_merge_target_ref on customer_merge (target_ref);

create table customer_merge_part (
  merge_id bigint       not null,
  kind     varchar(10)  not null,
  part_ref varchar(270) not null,
  primary key (merge_id, kind, part_ref),
  constraint customer_merge_part_merge foreign key (merge_id) references customer_merge (id)
);

-- Two tickets are one matter, or one ticket is two.

create table ticket_merge (
  source_number varchar(20) not null primary key,
  target_number varchar(20) not null,
  reason        mediumtext  not null,
  merged_by     varchar(64) not null,
  merged_at     datetime    not null,
  constraint ticket_merge_source foreign key (source_number) references ticket (number),
  constraint ticket_merge_target foreign key (target_number) references ticket (number)
);
create index ticket_merge_target_number on ticket_merge (target_number);

create table ticket_split (
  timeline_entry_id bigint      not null primary key,
  new_number        varchar(20) not null,
  constraint ticket_split_new foreign key (new_number) references ticket (number)
);

-- Who saw a whole number, when and why (E-04).

create table reveal (
  id            bigint       not null auto_increment primary key,
  customer_ref  varchar(64)  not null,
  ticket_number varchar(20),
  reason        varchar(500) not null,
  revealed_by   varchar(64)  not null,
  revealed_at   datetime     not null
);
create index reveal_customer_ref on reveal (customer_ref, id);
create index reveal_revealed_by on reveal (revealed_by, revealed_at);

-- What a customer may ask for about himself (E-04).

create table privacy_request (
  id             bigint      not null auto_increment primary key,
  kind           varchar(20) not null,
  state          varchar(20) not null,
  customer_ref   varchar(64) not null,
  note           mediumtext,
  received_by    varchar(64) not null,
  received_at    datetime    not null,
  identity_proof mediumtext,
  checked_by     varchar(64),
  checked_at     datetime,
  decided_by     varchar(64),
  decided_at     datetime,
  refusal        mediumtext
);
create index privacy_request_state on privacy_request (state, received_at);
create index privacy_request_customer_ref on privacy_request (customer_ref);

create table retention_run (
  run_on     date     not null primary key,
  started_at datetime not null,
  ended_at   datetime,
  forgotten  int      not null
);
