-- The SLA board: which clocks run, and what changed lately. Written at the hand-over of a shift: notes.

-- the database itself says when a clock row changed, whichever node or statement changed it
alter table clock add column changed_at datetime(3) default current_timestamp(3) on update current_timestamp(3) not null;
create index clock_changed_at on clock (changed_at);

-- awaited clocks (neither met nor stopped) by due time, without a look at the row
create index clock_awaited on clock (met_at, stopped_at, due_at, ticket_number, state, started_at, name);

create table shift_note (
  id          bigint       not null auto_increment primary key,
  written_at  datetime     not null,
  written_by  varchar(64)  not null,
  department  varchar(40),
  shift_name  varchar(100) not null,
  written_for varchar(64),
  text        mediumtext   not null
);
create index shift_note_written_at on shift_note (written_at);
