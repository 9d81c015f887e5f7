-- What has to be looked at in a human task (2-06, E-13); edited by process owners, ticks stay with the ticket.

create table checklist (
  task_key   varchar(60) not null primary key,
  version_no int         not null,
  changed_by varchar(64) not null,
  changed_at datetime    not null
);

create table checklist_point (
  id          bigint       not null auto_increment primary key,
  task_key    varchar(60)  not null,
  position_no int          not null,
  text_en     varchar(300),
  text_zh     varchar(300),
  required    boolean      not null
);
create index checklist_point_task_key on checklist_point (task_key, position_no);

create table checklist_tick (
  id            bigint       not null auto_increment primary key,
  ticket_number varchar(20)  not null,
  task_id       varchar(64)  not null,
  task_key      varchar(60)  not null,
  version_no    int          not null,
  position_no   int          not null,
  text_en       varchar(300),
  text_zh       varchar(300),
  required      boolean      not null,
  ticked        boolean      not null,
  actor         varchar(64)  not null,
  done_at       datetime     not null,
  constraint checklist_tick_ticket foreign key (ticket_number) references ticket (number)
);
create index checklist_tick_ticket_number on checklist_tick (ticket_number, id);

insert into checklist_point (task_key, position_no, text_en, text_zh, required) values
  ('Task_RegisterTicket', 1, 'Heard the customer out before asking anything', '先听客户把话说完,再提问', false),
  ('Task_RegisterTicket', 2, 'Order, product and date read back to the customer', '订单、产品和时间已向客户复述核对', false),
  ('Task_ClassifyTicket', 1, 'Asked whether anybody is in danger', '已确认是否有人身安全风险', false),
  ('Task_ClassifyTicket', 2, 'Earlier tickets of this customer looked at', '已查看该客户的历史工单', false),
  ('Task_ProposeSolution', 1, 'Cause named, not only the symptom', '写明原因,而不只是现象', false),
  ('Task_ProposeSolution', 2, 'What the law and the warranty give is in the plan', '法定权益与保修权益已体现在方案中', false),
  ('Task_ProposeSolution', 3, 'The date can be kept', '承诺的时间确实能做到', false),
  ('Task_ReviewLegally', 1, 'Consumer law and the terms of the order compared', '已对照消费者权益法规与订单条款', false),
  ('Task_ApproveSolution', 1, 'Sums so far on ticket and order looked at', '已查看本工单和本订单的累计金额', false),
  ('Task_DiagnoseFault', 1, 'Fault reproduced, or said that it could not be', '故障已复现,或已注明无法复现', false),
  ('Task_DiagnoseFault', 2, 'Serial number compared with the order', '序列号已与订单核对', false),
  ('Task_RepairProduct', 1, 'Power and data of the customer made safe before work', '作业前已断电并保护客户数据', false),
  ('Task_RepairProduct', 2, 'Replaced part kept or returned as agreed', '旧件已按约定保留或退回', false),
  ('Task_TestAcceptance', 1, 'The reported fault no longer appears', '所报故障不再出现', false),
  ('Task_TestAcceptance', 2, 'Safety test done', '已做安全检测', false),
  ('Task_ReceiveReturn', 1, 'Parcel photographed before it was opened', '开箱前已拍照', false),
  ('Task_ReceiveReturn', 2, 'Contents compared with the waybill', '物品已与运单核对', false),
  ('Task_ShipReplacement', 1, 'Address confirmed with the customer', '收货地址已与客户确认', false),
  ('Task_PayRefund', 1, 'Account belongs to the customer', '收款账户确属客户本人', false),
  ('Task_UpdateCustomer', 1, 'Says what happened, what follows and until when', '说明已做什么、接下来做什么、何时完成', false),
  ('Task_CallBackCustomer', 1, 'Said who is calling and asked whether it suits', '已自报身份并询问是否方便', false),
  ('Task_CallBackCustomer', 2, 'Answers written down in the customer''s words', '按客户原话记录', false),
  ('Task_FollowUpDissatisfaction', 1, 'Spoken with the customer in person', '已亲自与客户沟通', false);

insert into checklist (task_key, version_no, changed_by, changed_at)
select distinct task_key, 1, 'aftercare', current_timestamp from checklist_point;
