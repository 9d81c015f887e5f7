-- Money handed out: a ledger that is only ever added to, reversals with their own decision, prices and invoices.

alter table compensation_line add column entitlement_basis varchar(40);
alter table compensation_line add column entitlement_version int;
-- what approved reversals took back; the ledger proves it
alter table compensation_line add column reversed_amount decimal(14, 2) default 0 not null;

-- insert only; payout_id is the stable id under which the outside hears of it, and makes each entry once
create table payout (
  id            bigint         not null auto_increment primary key,
  payout_id     varchar(40)    not null,
  entry         varchar(10)    not null,
  ticket_number varchar(20)    not null,
  order_no      varchar(64),
  line_id       bigint         not null,
  reversal_id   bigint,
  kind          varchar(20)    not null,
  nature        varchar(20)    not null,
  amount        decimal(14, 2) not null,
  reference     varchar(200),
  coupon_code   varchar(40),
  approval_ids  varchar(500),
  content_hash  char(64)       not null,
  rule_version  int,
  actor         varchar(64)    not null,
  booked_at     datetime       not null,
  constraint payout_once unique (payout_id),
  constraint payout_coupon unique (coupon_code),
  constraint payout_ticket foreign key (ticket_number) references ticket (number),
  constraint payout_line foreign key (line_id) references compensation_line (id)
);
create index payout_booked_at on payout (booked_at);

-- insert only: what somebody wants back, and separately what was decided about it
create table reversal (
  id            bigint         not null auto_increment primary key,
  line_id       bigint         not null,
  ticket_number varchar(20)    not null,
  amount        decimal(14, 2) not null,
  reason        mediumtext     not null,
  requested_by  varchar(64)    not null,
  requested_at  datetime       not null,
  constraint reversal_line foreign key (line_id) references compensation_line (id),
  constraint reversal_ticket foreign key (ticket_number) references ticket (number)
);

create table reversal_decision (
  reversal_id  bigint      not null primary key,
  approved     boolean     not null,
  comment_text mediumtext,
  decided_by   varchar(64) not null,
  decided_at   datetime    not null,
  constraint reversal_decision_of foreign key (reversal_id) references reversal (id)
);

-- insert only: the customer paid the price that he agreed to
create table price_payment (
  solution_id   bigint         not null primary key,
  ticket_number varchar(20)    not null,
  amount        decimal(14, 2) not null,
  reference     varchar(200)   not null,
  recorded_by   varchar(64)    not null,
  recorded_at   datetime       not null,
  constraint price_payment_ticket foreign key (ticket_number) references ticket (number),
  constraint price_payment_solution foreign key (solution_id) references solution (id)
);

create table invoice (
  solution_id    bigint         not null primary key,
  ticket_number  varchar(20)    not null,
  amount         decimal(14, 2) not null,
  title          varchar(200)   not null,
  tax_number     varchar(40),
  email          varchar(254)   not null,
  state          varchar(10)    not null,
  requested_by   varchar(64)    not null,
  requested_at   datetime       not null,
  invoice_number varchar(60),
  issued_by      varchar(64),
  issued_at      datetime,
  constraint invoice_ticket foreign key (ticket_number) references ticket (number),
  constraint invoice_solution foreign key (solution_id) references solution (id)
);
create index invoice_ticket_number on invoice (ticket_number);
