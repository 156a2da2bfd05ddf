-- What answers need, and what eases the work on cases.

-- A view's first page and its count cost what they show, however many cases there are: they are read
-- from an index that holds every column that the view asks of.

drop index cases_status;
create index cases_status on cases (status, due_sort, id, merged_into);
drop index cases_received;
create index cases_received on cases (received_at, id, status, merged_into);
drop index cases_changed;
create index cases_changed on cases (last_message_at, id, status, merged_into);
create index cases_done on cases (received_at, id, status, merged_into)
    where status in ('answered', 'closed');
create index cases_awaiting on cases (due_sort, id, status, merged_into)
    where status in ('awaiting-identity', 'awaiting-requester');
create index cases_quarantined on cases (received_at, id, status, merged_into, quarantined)
    where quarantined;

create index case_tag_tag on case_tag (tag, case_id);
create index ask_kind on ask (kind, case_id) where kind is not null;

-- Mentions in cases that are merged: when a person had seen the case that another went into, before
-- that was set back because a mention came with it which they have not read.

create table seen_before (
    act uuid not null,
    person uuid not null,
    case_id uuid not null references cases (id),
    seen_at timestamptz not null,
    primary key (act, person)
);
create index seen_before_case on seen_before (case_id);

-- What is said in cases that came by telephone or letter, and in messages older than the look-up key
-- of a message's text: a keyed hash as that one; none where it is too little to be known by.

create table said (
    object uuid primary key,
    text_key bytea
);
create index said_text on said (text_key) where text_key is not null;
create index message_unkeyed on message (id)
    where text_key is null and body is not null and case_id is not null and not outgoing
      and erased_at is null;

-- Templates for notes, the whole office's. `sealed` holds name and text.

create table note_template (
    id uuid primary key,
    version integer not null default 1,
    sealed bytea not null
);
