-- Calendars as data, every version kept: a clock that was counted with one can still be explained.

create table calendar (
  name       varchar(30) not null primary key,
  version_no int         not null
);

create table calendar_version (
  calendar_name varchar(30) not null,
  version_no    int         not null,
  zone          varchar(60) not null,
  saved_by      varchar(64) not null,
  saved_at      datetime    not null,
  primary key (calendar_name, version_no)
);

-- season_no 0 is the ordinary week
create table calendar_season (
  calendar_name varchar(30)  not null,
  version_no    int          not null,
  season_no     int          not null,
  name          varchar(100) not null,
  first_day     date         not null,
  last_day      date         not null,
  primary key (calendar_name, version_no, season_no)
);

create table calendar_slot (
  calendar_name varchar(30) not null,
  version_no    int         not null,
  season_no     int         not null,
  day_of_week   int         not null,
  begin_minute  int         not null,
  end_minute    int         not null,
  primary key (calendar_name, version_no, season_no, day_of_week, begin_minute)
);

-- like_day null: nobody works; else the weekday whose hours the day has
create table calendar_day (
  calendar_name varchar(30)  not null,
  version_no    int          not null,
  on_day        date         not null,
  name          varchar(100) not null,
  like_day      int,
  primary key (calendar_name, version_no, on_day)
);

-- Clocks of whatever has a time limit, not only of tickets.

alter table clock add column subject_type varchar(30) not null default 'TICKET';
alter table clock add column subject_ref varchar(64) not null default '';
update clock set subject_ref = ticket_number;
alter table clock add constraint clock_subject_once unique (subject_type, subject_ref, name, round_no);
create index clock_ticket_number on clock (ticket_number);
alter table clock drop index clock_once;
alter table clock modify column ticket_number varchar(20) null;
alter table clock add column calendar_version int not null default 1;
alter table clock add column started_why varchar(30) not null default 'BEFORE';
alter table clock add column rule_inputs varchar(400) not null default '';
create index clock_calendar on clock (state, calendar, calendar_version);

alter table clock_pause add column note varchar(2000);
alter table clock_pause add column paused_by varchar(64) not null default 'system';
alter table clock_pause add column resumed_by varchar(64);

alter table clock_level add column skipped boolean not null default false;

-- A person says that a ticket waits; the clocks' own pauses follow from it.

create table ticket_pause (
  id            bigint      not null auto_increment primary key,
  ticket_number varchar(20) not null,
  reason        varchar(40) not null,
  note          varchar(2000),
  from_at       datetime    not null,
  paused_by     varchar(64) not null,
  paused_at     datetime    not null,
  status_before varchar(30),
  ended_at      datetime,
  ended_by      varchar(64),
  end_note      varchar(2000),
  constraint ticket_pause_ticket foreign key (ticket_number) references ticket (number)
);
create index ticket_pause_ticket_number on ticket_pause (ticket_number, id);
