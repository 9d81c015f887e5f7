-- Who did what about incidents and messages that were given up.

create table operation_act (
  id            bigint      not null auto_increment primary key,
  done_at       datetime    not null,
  done_by       varchar(64) not null,
  act           varchar(30) not null,
  ticket_number varchar(20),
  subject       varchar(300) not null
);
create index operation_act_done_at on operation_act (done_at);
