-- Surveys: templates with versions, invitations, anonymous answers, and what is known about the identified ones.

create table survey_dimension (
  code        varchar(30)  not null primary key,
  position_no int          not null,
  text_zh     varchar(100) not null,
  text_en     varchar(100) not null
);
insert into survey_dimension (code, position_no, text_zh, text_en) values
  ('OVERALL', 1, '总体满意度', 'Overall'),
  ('ATTITUDE', 2, '服务态度', 'Attitude'),
  ('RESPONSE', 3, '响应效率', 'Response'),
  ('PROFESSION', 4, '专业能力', 'Professional ability'),
  ('COMMUNICATION', 5, '沟通表达', 'Communication'),
  ('PROCESS', 6, '流程便捷', 'Convenience of the process'),
  ('EFFECT', 7, '解决效果', 'Result');

create table survey_template (
  code         varchar(40) not null primary key,
  published_no int
);

-- content is the form as JSON; a published version never changes again
create table survey_template_version (
  template_code varchar(40) not null,
  version_no    int         not null,
  content       mediumtext  not null,
  saved_by      varchar(64) not null,
  saved_at      datetime    not null,
  published_by  varchar(64),
  published_at  datetime,
  primary key (template_code, version_no),
  constraint survey_template_version_of foreign key (template_code) references survey_template (code)
);

-- one sending of a campaign
create table survey_wave (
  id            bigint       not null auto_increment primary key,
  template_code varchar(40)  not null,
  version_no    int          not null,
  name          varchar(100) not null,
  served_from   date         not null,
  served_until  date         not null,
  started_by    varchar(64)  not null,
  started_at    datetime     not null,
  expires_at    datetime     not null,
  invited       int          not null,
  left_out      int          not null
);

-- who was asked; of an anonymous answer it tells that there is one, never which
create table survey_invitation (
  id            bigint      not null auto_increment primary key,
  template_code varchar(40) not null,
  version_no    int         not null,
  nonce         char(32)    not null,
  token_hash    char(64)    not null,
  ticket_number varchar(20),
  round_no      int,
  wave_id       bigint,
  customer_ref  varchar(64) not null,
  invited_at    datetime    not null,
  expires_at    datetime    not null,
  used          boolean     not null,
  revoked_at    datetime,
  constraint survey_invitation_token unique (token_hash),
  constraint survey_invitation_round unique (ticket_number, round_no),
  constraint survey_invitation_wave unique (wave_id, customer_ref),
  constraint survey_invitation_ticket foreign key (ticket_number) references ticket (number)
);
create index survey_invitation_customer on survey_invitation (customer_ref, template_code, invited_at);

-- an answer to a campaign: no ticket, no customer, no invitation, only the day; the id is random, so that its order tells nothing
create table survey_response (
  id               char(32)    not null primary key,
  template_code    varchar(40) not null,
  version_no       int         not null,
  wave_id          bigint      not null,
  answered_on      date        not null,
  duration_seconds int,
  same_score       boolean     not null,
  too_fast         boolean     not null,
  duplicate        boolean     not null
);
create index survey_response_template on survey_response (template_code, answered_on);

create table survey_value (
  response_id   char(32)    not null,
  question_code varchar(40) not null,
  score         int,
  choice        varchar(40),
  words         mediumtext,
  primary key (response_id, question_code),
  constraint survey_value_response foreign key (response_id) references survey_response (id)
);

-- what is known about an identified answer beside its marks (table survey_answer)
create table survey_answer_check (
  ticket_number    varchar(20) not null,
  round_no         int         not null,
  template_code    varchar(40) not null,
  version_no       int         not null,
  duration_seconds int,
  same_score       boolean     not null,
  too_fast         boolean     not null,
  duplicate        boolean     not null,
  worked_on_it     boolean     not null,
  primary key (ticket_number, round_no),
  constraint survey_answer_check_ticket foreign key (ticket_number) references ticket (number)
);
create index survey_answer_answered on survey_answer (answered_at);

alter table callback_attempt add column next_attempt_at datetime;
create index callback_attempt_next on callback_attempt (next_attempt_at);

-- What anybody tells us beside a request: suggestion box and surveys.
create table feedback (
  id            bigint       not null auto_increment primary key,
  form_key      varchar(40),
  source        varchar(20)  not null,
  ticket_number varchar(20),
  text          mediumtext   not null,
  name          varchar(200),
  email         varchar(254),
  phone         varchar(40),
  language      varchar(5)   not null,
  received_at   datetime     not null,
  state         varchar(20)  not null,
  category      varchar(20),
  next_step     varchar(20),
  department    varchar(40),
  classified_by varchar(64),
  classified_at datetime,
  outcome       varchar(20),
  reason        mediumtext,
  decided_by    varchar(64),
  decided_at    datetime,
  answer        mediumtext,
  answered_by   varchar(64),
  answered_at   datetime,
  told_at       datetime,
  closed_by     varchar(64),
  closed_at     datetime,
  constraint feedback_form_key unique (form_key),
  constraint feedback_ticket foreign key (ticket_number) references ticket (number)
);
create index feedback_state on feedback (state, received_at);
