-- Every column that a filter asks of: a page of the encrypted file is dear to read, and a case has one
-- of its own.
create index cases_open on cases
    (due_sort, id, status, assignee, snoozed_until, clock_paused, merged_into, due_at, kinds, priority,
     channel, department, regime, identity, language, received_at, last_message_at, attachments, minor,
     quarantined, history, held_at, erased_at)
    where status in ('new', 'triaged', 'in-progress', 'awaiting-identity', 'awaiting-requester');
