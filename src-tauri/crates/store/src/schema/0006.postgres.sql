create index cases_open on cases
    (due_sort, id, status, assignee, snoozed_until, clock_paused, merged_into)
    where status in ('new', 'triaged', 'in-progress', 'awaiting-identity', 'awaiting-requester');
