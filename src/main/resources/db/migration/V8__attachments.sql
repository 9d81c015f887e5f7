-- Files of tickets (E-04, S5, S8), limits that all nodes share, and requests that a customer has begun on /help (4-01).

-- content lies in the directory of aftercare.attachments under the id; ticket_number is empty until it is attached
create table attachment (
  id                  char(32)     not null primary key,
  ticket_number       varchar(20),
  timeline_entry_id   bigint,
  name                varchar(200) not null,
  type                varchar(100) not null,
  size                bigint       not null,
  sha256              char(64)     not null,
  picture             boolean      not null,
  inline              boolean      not null,
  content_id          varchar(200),
  visible_to_customer boolean      not null,
  brought_by          varchar(64)  not null,
  kept_at             datetime     not null,
  constraint attachment_ticket foreign key (ticket_number) references ticket (number),
  constraint attachment_timeline_entry foreign key (timeline_entry_id) references timeline_entry (id)
);
create index attachment_ticket_number on attachment (ticket_number, kept_at);
create index attachment_timeline_entry_id on attachment (timeline_entry_id);

-- how often something was done in a stretch of time; the bucket is a fingerprint, so no address is kept
create table rate_limit (
  bucket     char(64) not null,
  started_at datetime not null,
  ends_at    datetime not null,
  taken      int      not null,
  primary key (bucket, started_at)
);
create index rate_limit_ends_at on rate_limit (ends_at);

create table help_request (
  id            char(64)   not null primary key,
  answers       mediumtext not null,
  version_no    int        not null,
  ticket_number varchar(20),
  created_at    datetime   not null,
  changed_at    datetime   not null,
  constraint help_request_ticket foreign key (ticket_number) references ticket (number)
);
create index help_request_changed_at on help_request (changed_at);
