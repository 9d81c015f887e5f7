-- An approval belongs to one exact content; absences with substitutes.

alter table approval add column content_hash char(64);

-- what every gate has passed: payment goes by it
create table approval_clearance (
  id            bigint         not null auto_increment primary key,
  ticket_number varchar(20)    not null,
  solution_id   bigint,
  obstacle_id   bigint,
  content_hash  char(64)       not null,
  gates         varchar(100)   not null,
  priority      varchar(2),
  rule_version  int            not null,
  goodwill      decimal(14, 2) not null,
  entitlement   decimal(14, 2) not null,
  cleared_at    datetime       not null,
  constraint approval_clearance_ticket foreign key (ticket_number) references ticket (number)
);
create index approval_clearance_ticket_number on approval_clearance (ticket_number, id);
create index approval_clearance_solution on approval_clearance (solution_id);
create index approval_clearance_obstacle on approval_clearance (obstacle_id);
create index approval_solution on approval (solution_id);
create index approval_obstacle on approval (obstacle_id);

create table approval_question (
  id            bigint      not null auto_increment primary key,
  ticket_number varchar(20) not null,
  task_id       varchar(64) not null,
  gate          varchar(20) not null,
  content_hash  char(64)    not null,
  asked_by      varchar(64) not null,
  on_behalf_of  varchar(64),
  addressee     varchar(64) not null,
  question      mediumtext  not null,
  asked_at      datetime    not null,
  answered_by   varchar(64),
  answer        mediumtext,
  answered_at   datetime,
  constraint approval_question_ticket foreign key (ticket_number) references ticket (number)
);
create index approval_question_ticket_number on approval_question (ticket_number, id);

create table absence (
  id         bigint       not null auto_increment primary key,
  absent     varchar(64)  not null,
  substitute varchar(64)  not null,
  starts_at  datetime     not null,
  ends_at    datetime     not null,
  reason     varchar(500),
  entered_by varchar(64)  not null,
  entered_at datetime     not null,
  revoked_by varchar(64),
  revoked_at datetime
);
create index absence_ends_at on absence (ends_at);
create index absence_absent on absence (absent, ends_at);

-- open tasks that a substitute sees because somebody is absent; no foreign key to the engine's tables
create table absence_task (
  task_id         varchar(64) not null,
  substitute      varchar(64) not null,
  absent          varchar(64) not null,
  claimed         boolean     not null,
  former_assignee varchar(64),
  primary key (task_id, substitute)
);

create index absence_task_substitute on absence_task (substitute);

-- every task that somebody completed for somebody else
create table absence_act (
  id            bigint      not null auto_increment primary key,
  ticket_number varchar(20) not null,
  task_id       varchar(64) not null,
  task_key      varchar(64) not null,
  actor         varchar(64) not null,
  on_behalf_of  varchar(64) not null,
  acted_at      datetime    not null,
  constraint absence_act_ticket foreign key (ticket_number) references ticket (number)
);
create index absence_act_ticket_number on absence_act (ticket_number, id);
