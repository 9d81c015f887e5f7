-- Mail that came in: stored before it is marked as seen, worked on from here.

create table mailbox_lease (
  mailbox      varchar(60) not null primary key,
  holder       varchar(64),
  leased_until datetime    not null,
  polled_at    datetime,
  failed_at    datetime,
  failure      varchar(300)
);

create table incoming_mail (
  id                bigint       not null auto_increment primary key,
  mailbox           varchar(60)  not null,
  -- fingerprint of mailbox, Message-ID and content; for one that came twice, of its place in the mailbox
  mail_key          char(64)     not null,
  uid_validity      bigint       not null,
  uid               bigint       not null,
  message_id        varchar(250),
  sender            varchar(254),
  sender_name       varchar(200),
  subject           varchar(300),
  size_bytes        bigint       not null,
  whole             boolean      not null,
  state             varchar(20)  not null,
  attempts          int          not null,
  next_attempt_at   datetime     not null,
  reason            varchar(60),
  detail            varchar(500),
  duplicate_of      bigint,
  ticket_number     varchar(20),
  timeline_entry_id bigint,
  -- the sender opened this ticket or is the customer as we know him: answers may go to this address
  trusted           boolean      not null,
  spam              boolean      not null,
  accepted_by       varchar(64),
  settled_by        varchar(64),
  received_at       datetime     not null,
  settled_at        datetime,
  constraint incoming_mail_once unique (mail_key)
);
create index incoming_mail_due on incoming_mail (state, next_attempt_at);
create index incoming_mail_message_id on incoming_mail (message_id);
create index incoming_mail_ticket on incoming_mail (ticket_number, id);
create index incoming_mail_sender on incoming_mail (sender, received_at);

create table incoming_mail_source (
  mail_id bigint   not null primary key,
  source  longblob not null,
  constraint incoming_mail_source_mail foreign key (mail_id) references incoming_mail (id)
);

create table incoming_mail_text (
  mail_id bigint     not null primary key,
  text    mediumtext not null,
  html    mediumtext,
  cut     boolean    not null,
  constraint incoming_mail_text_mail foreign key (mail_id) references incoming_mail (id)
);

create index outbox_message_message_id on outbox_message (message_id);
