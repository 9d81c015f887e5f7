-- What the most pressing awaited clock of a ticket says, kept on the ticket: the board reads one index instead of all clocks.
alter table ticket add column pressing_due_at datetime;
alter table ticket add column at_risk_at datetime;

-- how often it was urged, the most urged first, as the board sorts; null when no clock is awaited
alter table ticket add column pressing_order int generated always as (
  case when pressing_due_at is null then null else 0 - urged_count end);

update ticket
set
  pressing_due_at = (
    select coalesce(min(case when k.state = 'PAUSED' then null else k.due_at end), min(k.due_at))
    from clock k
    where k.ticket_number = ticket.number and k.met_at is null and k.stopped_at is null),
  at_risk_at = (
    select min(case when k.state = 'PAUSED' then null else timestampadd(
      second, ceiling(timestampdiff(second, k.started_at, k.due_at) * 75 / 100), k.started_at) end)
    from clock k
    where k.ticket_number = ticket.number and k.met_at is null and k.stopped_at is null);

create index ticket_pressing on ticket (
  pressing_order, pressing_due_at, number, at_risk_at, priority, department, owner);

-- awaited clocks of one name by due time, without a look at the row
alter table clock drop index clock_awaited;
create index clock_awaited on clock (name, met_at, stopped_at, due_at, ticket_number, state, started_at);
