-- What channels brought, whose conversation belongs to which ticket, and which systems hear of events (3-06, 3-10).
-- Keys are fingerprints: what a foreign system calls its things is compared exactly, whatever the collation.

create table channel_message (
  message_key   char(64)     not null primary key,
  source        varchar(60)  not null,
  message_id    varchar(200) not null,
  body_hash     char(64)     not null,
  ticket_number varchar(20),
  kind          varchar(20),
  sent_at       datetime,
  received_at   datetime     not null,
  constraint channel_message_ticket foreign key (ticket_number) references ticket (number)
);

create table channel_conversation (
  conversation_key char(64)     not null primary key,
  source           varchar(60)  not null,
  conversation_id  varchar(200),
  channel_id       varchar(128),
  ticket_number    varchar(20),
  bound_at         datetime     not null,
  constraint channel_conversation_ticket foreign key (ticket_number) references ticket (number)
);
create index channel_conversation_ticket_number on channel_conversation (ticket_number);

create table webhook_subscription (
  id         bigint       not null auto_increment primary key,
  name       varchar(100) not null,
  url        varchar(500) not null,
  events     varchar(300) not null,
  source     varchar(60),
  secret_no  int          not null,
  enabled    boolean      not null,
  created_by varchar(64)  not null,
  created_at datetime     not null,
  changed_by varchar(64)  not null,
  changed_at datetime     not null
);

create index outbox_message_channel on outbox_message (channel, id);
