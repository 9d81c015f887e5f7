-- What staff are writing, what they write often, who is at it just now, and the facts of a service (D11).

create table message_draft (
  id            bigint       not null auto_increment primary key,
  ticket_number varchar(20)  not null,
  author        varchar(64)  not null,
  internal      boolean      not null,
  text          mediumtext   not null,
  updated_at    datetime     not null,
  send_at       datetime,
  failure       varchar(500),
  constraint message_draft_once unique (ticket_number, author, internal),
  constraint message_draft_ticket foreign key (ticket_number) references ticket (number)
);
create index message_draft_send_at on message_draft (send_at);

create table message_draft_file (
  draft_id      bigint      not null,
  attachment_id varchar(64) not null,
  primary key (draft_id, attachment_id),
  constraint message_draft_file_draft foreign key (draft_id) references message_draft (id) on delete cascade
);

create table ticket_presence (
  ticket_number varchar(20) not null,
  person        varchar(64) not null,
  writing       boolean     not null,
  seen_at       datetime    not null,
  primary key (ticket_number, person)
);

create table canned_reply (
  id         bigint       not null auto_increment primary key,
  shortcut   varchar(40)  not null,
  mood       varchar(20),
  title_en   varchar(120) not null,
  title_zh   varchar(120) not null,
  text_en    mediumtext   not null,
  text_zh    mediumtext   not null,
  changed_by varchar(64)  not null,
  changed_at datetime     not null,
  constraint canned_reply_shortcut unique (shortcut)
);

create table service_fact (
  ticket_number     varchar(20) not null primary key,
  first_response_at datetime,
  first_resolved_at datetime,
  first_contact     boolean,
  spoiled_at        datetime,
  spoiled_by        varchar(20),
  constraint service_fact_ticket foreign key (ticket_number) references ticket (number)
);

-- of tickets that were there before, what is known for sure
insert into service_fact (ticket_number, first_response_at)
select t.number, (
    select min(c.met_at)
    from clock c
    where c.ticket_number = t.number
      and c.name = 'FIRST_RESPONSE')
from ticket t;

insert into canned_reply (shortcut, mood, title_en, title_zh, text_en, text_zh, changed_by, changed_at) values
  ('sorry', 'DISSATISFIED', 'Sorry, and what happens now', '致歉并说明下一步',
   'I am sorry that this caused you trouble. I have read what you reported and will stay with it until it is solved. Next we will: ',
   '给您带来麻烦，我们非常抱歉。您反映的情况我已仔细看过，会一直跟进到解决为止。接下来我们会：', 'system', '2026-11-22 00:00:00'),
  ('calm', 'ANGRY', 'I understand your anger', '理解您的心情',
   'I can well understand that you are angry; in your place I would be too. You do not have to explain anything again: all you told us stands before me. I take care of it personally, and you will hear from me at the latest on: ',
   '您的心情我完全理解，换作是我也会着急。您不需要再重复说明，之前的记录我都看得到。这件事由我亲自负责，最迟我会在以下时间给您答复：', 'system', '2026-11-22 00:00:00'),
  ('photo', null, 'Please send a photo', '请补充照片',
   'To find the cause faster, please send us a photo of the place and of the type plate. You can add it on the page of your ticket {number}.',
   '为了更快判断原因，请在工单 {number} 的页面上补充故障部位和铭牌的照片。', 'system', '2026-11-22 00:00:00'),
  ('checking', null, 'We are checking it', '正在核实',
   'Thank you for telling us. We are checking it with the people in charge and will come back to you within one working day.',
   '感谢您的反馈。我们正在与负责同事核实，一个工作日内给您回复。', 'system', '2026-11-22 00:00:00'),
  ('solved', null, 'Is it solved?', '请确认是否解决',
   'We have finished the work on ticket {number}. Please tell us on its page whether everything is in order; if not, we go on at once.',
   '工单 {number} 的处理已完成。请在工单页面确认是否一切正常；如果还有问题，我们会立即继续处理。', 'system', '2026-11-22 00:00:00');
