-- Aftercare's own tables. Common subset of H2 (MySQL mode) and MySQL 8; no foreign key to the engine's tables.

create table customer (
  ref           varchar(64)  not null primary key,
  name          varchar(200) not null,
  phone         varchar(40),
  phone_reversed varchar(40),
  email         varchar(254),
  channel_id    varchar(128),
  tier          varchar(20)  not null,
  created_at    datetime     not null,
  anonymised_at datetime
);
create index customer_phone on customer (phone);
create index customer_phone_reversed on customer (phone_reversed);
create index customer_email on customer (email);
create index customer_channel_id on customer (channel_id);

create table customer_order (
  order_no       varchar(64)    not null primary key,
  customer_ref   varchar(64)    not null,
  product        varchar(200)   not null,
  product_serial varchar(100),
  paid_amount    decimal(14, 2) not null,
  purchased_at   datetime       not null,
  delivered_at   datetime,
  constraint customer_order_customer foreign key (customer_ref) references customer (ref)
);
create index customer_order_customer_ref on customer_order (customer_ref);

create table ticket (
  number                 varchar(20)  not null primary key,
  status                 varchar(30)  not null,
  channel                varchar(20)  not null,
  external_number        varchar(100),
  external_due_at        datetime,
  customer_ref           varchar(64)  not null,
  order_no               varchar(64),
  product_serial         varchar(100),
  service_address        varchar(500),
  request_type           varchar(20),
  subject                varchar(200),
  description            mediumtext   not null,
  occurred_at            datetime,
  expected_resolution_at datetime,
  mood                   varchar(20),
  suspected_emergency    boolean      not null,
  category               varchar(20),
  impact                 varchar(20),
  urgency                varchar(10),
  complexity             varchar(10),
  priority               varchar(2),
  department             varchar(40),
  answer                 mediumtext,
  owner                  varchar(64),
  reported_by            varchar(64)  not null,
  not_ours_count         int          not null,
  reopened_count         int          not null,
  urged_count            int          not null,
  resolution_round       int          not null,
  escalated              boolean      not null,
  status_since           datetime     not null,
  received_at            datetime     not null,
  registered_at          datetime,
  classified_at          datetime,
  resolved_at            datetime,
  confirmed_at           datetime,
  survey_ends_at         datetime,
  closed_at              datetime,
  closed_by              varchar(30),
  outcome                mediumtext,
  root_cause             mediumtext,
  resolution_summary     mediumtext,
  propose_article        boolean      not null,
  continues_number       varchar(20),
  constraint ticket_customer foreign key (customer_ref) references customer (ref)
);
create index ticket_received_at on ticket (received_at);
create index ticket_status_received on ticket (status, received_at);
create index ticket_owner on ticket (owner, received_at);
create index ticket_customer_ref on ticket (customer_ref, received_at);
create index ticket_order_no on ticket (order_no);

create table idempotency_key (
  caller        varchar(64)  not null,
  request_key   varchar(255) not null,
  body_hash     char(64)     not null,
  ticket_number varchar(20)  not null,
  created_at    datetime     not null,
  primary key (caller, request_key)
);

create table timeline_entry (
  id                  bigint      not null auto_increment primary key,
  ticket_number       varchar(20) not null,
  at                  datetime    not null,
  kind                varchar(40) not null,
  actor               varchar(64) not null,
  text                mediumtext,
  visible_to_customer boolean     not null,
  clock               varchar(30),
  clock_level         int,
  constraint timeline_entry_ticket foreign key (ticket_number) references ticket (number)
);
create index timeline_entry_ticket_number on timeline_entry (ticket_number, id);

create table clock (
  id            bigint      not null auto_increment primary key,
  ticket_number varchar(20) not null,
  name          varchar(30) not null,
  round_no      int         not null,
  target        varchar(20) not null,
  calendar      varchar(30) not null,
  rule_version  int         not null,
  state         varchar(10) not null,
  started_at    datetime    not null,
  due_at        datetime    not null,
  met_at        datetime,
  breached_at   datetime,
  stopped_at    datetime,
  next_level    int,
  next_level_at datetime,
  constraint clock_once unique (ticket_number, name, round_no),
  constraint clock_ticket foreign key (ticket_number) references ticket (number)
);
create index clock_next_level_at on clock (next_level_at);

create table clock_pause (
  id         bigint       not null auto_increment primary key,
  clock_id   bigint       not null,
  reason     varchar(200) not null,
  paused_at  datetime     not null,
  resumed_at datetime,
  constraint clock_pause_clock foreign key (clock_id) references clock (id)
);
create index clock_pause_clock_id on clock_pause (clock_id);

create table clock_level (
  clock_id   bigint   not null,
  level      int      not null,
  reached_at datetime not null,
  primary key (clock_id, level),
  constraint clock_level_clock foreign key (clock_id) references clock (id)
);

create table solution (
  id                     bigint         not null auto_increment primary key,
  ticket_number          varchar(20)    not null,
  version_no             int            not null,
  state                  varchar(20)    not null,
  remedy                 varchar(30)    not null,
  steps                  mediumtext     not null,
  expected_completion_at datetime       not null,
  finding                mediumtext,
  price_to_customer      decimal(14, 2) not null,
  outcome                mediumtext,
  proposed_by            varchar(64)    not null,
  proposed_at            datetime       not null,
  legal_opinion          mediumtext,
  plan_sent_at           datetime,
  agreed_at              datetime,
  agreement_evidence     mediumtext,
  ended_reason           mediumtext,
  constraint solution_version unique (ticket_number, version_no),
  constraint solution_ticket foreign key (ticket_number) references ticket (number)
);

create table compensation_line (
  id                bigint         not null auto_increment primary key,
  ticket_number     varchar(20)    not null,
  order_no          varchar(64),
  solution_id       bigint,
  obstacle_id       bigint,
  position_no       int            not null,
  kind              varchar(20)    not null,
  nature            varchar(20)    not null,
  amount            decimal(14, 2) not null,
  note              mediumtext,
  state             varchar(20)    not null,
  created_by        varchar(64)    not null,
  created_at        datetime       not null,
  paid_by           varchar(64),
  paid_at           datetime,
  payment_reference varchar(200),
  constraint compensation_line_ticket foreign key (ticket_number) references ticket (number)
);
create index compensation_line_order_no on compensation_line (order_no);
create index compensation_line_ticket_number on compensation_line (ticket_number);

create table approval (
  id            bigint      not null auto_increment primary key,
  ticket_number varchar(20) not null,
  solution_id   bigint,
  obstacle_id   bigint,
  gate          varchar(20) not null,
  approver      varchar(64) not null,
  on_behalf_of  varchar(64),
  approved      boolean     not null,
  comment_text  mediumtext,
  decided_at    datetime    not null,
  rule_version  int         not null,
  constraint approval_ticket foreign key (ticket_number) references ticket (number)
);
create index approval_ticket_number on approval (ticket_number, id);

create table obstacle (
  id                         bigint      not null auto_increment primary key,
  ticket_number              varchar(20) not null,
  reason                     mediumtext  not null,
  expected_at                datetime,
  reported_by                varchar(64) not null,
  reported_at                datetime    not null,
  status_before              varchar(30) not null,
  offered_reason             mediumtext,
  alternative                varchar(30),
  message                    mediumtext,
  new_expected_completion_at datetime,
  offered_by                 varchar(64),
  offered_at                 datetime,
  told_at                    datetime,
  cleared_at                 datetime,
  cleared_by                 varchar(64),
  clear_note                 mediumtext,
  constraint obstacle_ticket foreign key (ticket_number) references ticket (number)
);
create index obstacle_ticket_number on obstacle (ticket_number);

create table work_step (
  id            bigint      not null auto_increment primary key,
  ticket_number varchar(20) not null,
  solution_id   bigint      not null,
  kind          varchar(30) not null,
  actor         varchar(64) not null,
  done_at       datetime    not null,
  passed        boolean,
  text          mediumtext,
  part_no       varchar(100),
  serial_in     varchar(100),
  serial_out    varchar(100),
  waybill       varchar(100),
  expected_at   datetime,
  constraint work_step_ticket foreign key (ticket_number) references ticket (number)
);
create index work_step_ticket_number on work_step (ticket_number, id);

create table callback_attempt (
  id            bigint      not null auto_increment primary key,
  ticket_number varchar(20) not null,
  round_no      int         not null,
  attempt_no    int         not null,
  caller        varchar(64) not null,
  called_at     datetime    not null,
  reached       boolean     not null,
  constraint callback_attempt_once unique (ticket_number, round_no, attempt_no)
);

create table survey_answer (
  id            bigint      not null auto_increment primary key,
  ticket_number varchar(20) not null,
  round_no      int         not null,
  source        varchar(10) not null,
  resolved      boolean     not null,
  speed         int         not null,
  effect        int         not null,
  attitude      int         not null,
  overall       int         not null,
  recommend     int,
  suggestion    mediumtext,
  answered_by   varchar(64) not null,
  answered_at   datetime    not null,
  constraint survey_answer_once unique (ticket_number, round_no),
  constraint survey_answer_ticket foreign key (ticket_number) references ticket (number)
);

create table dissatisfaction (
  id               bigint      not null auto_increment primary key,
  ticket_number    varchar(20) not null,
  round_no         int         not null,
  cause            mediumtext  not null,
  improvement_plan mediumtext  not null,
  followed_up_by   varchar(64) not null,
  followed_up_at   datetime    not null,
  constraint dissatisfaction_once unique (ticket_number, round_no)
);

create table ticket_archive (
  ticket_number varchar(20) not null,
  round_no      int         not null,
  archived_at   datetime    not null,
  content       mediumtext  not null,
  primary key (ticket_number, round_no)
);

create table tracking_link (
  ticket_number varchar(20) not null,
  link_no       int         not null,
  token_hash    char(64)    not null,
  expires_at    datetime,
  revoked_at    datetime,
  primary key (ticket_number, link_no),
  constraint tracking_link_token unique (token_hash)
);

create table outbox_message (
  id            bigint       not null auto_increment primary key,
  dedup_key     varchar(200) not null,
  ticket_number varchar(20),
  audience      varchar(10)  not null,
  template      varchar(40)  not null,
  language      varchar(5)   not null,
  channel       varchar(10)  not null,
  recipient     varchar(254) not null,
  subject       varchar(300) not null,
  body          mediumtext   not null,
  urgent        boolean      not null,
  message_id    varchar(200) not null,
  state         varchar(10)  not null,
  attempts      int          not null,
  created_at    datetime     not null,
  next_attempt_at datetime   not null,
  sent_at       datetime,
  last_error    varchar(500),
  constraint outbox_message_once unique (dedup_key)
);
create index outbox_message_due on outbox_message (state, next_attempt_at);
create index outbox_message_ticket on outbox_message (ticket_number, id);

create table demo_clock (
  id             int    not null primary key,
  offset_seconds bigint not null
);
