-- Views that people keep. `sealed` holds the name, the query and how it is shown.
create table saved_view (
    id uuid primary key,
    version integer not null default 1,
    owner uuid not null references person (id),
    shared boolean not null,
    place integer not null,
    sealed bytea not null
);
create index saved_view_owner on saved_view (owner);

create index cases_changed on cases (last_message_at, id);

-- Merging and splitting: which case another was split from, which further cases an act changed, and
-- which are not the same although they look it.

alter table cases add column split_from uuid references cases (id);
create index cases_split_from on cases (split_from) where split_from is not null;

-- The keyed hash of what a message says, without what it quotes: who writes the same again, from
-- whatever address, is found by it.
alter table message add column text_key bytea;
create index message_text on message (text_key) where text_key is not null;

create table act_further (
    act uuid not null references act (id),
    case_id uuid not null references cases (id),
    version_after integer not null,
    primary key (act, case_id)
);
create index act_further_case on act_further (case_id);

create table case_distinct (
    case_id uuid not null references cases (id),
    other uuid not null references cases (id),
    primary key (case_id, other)
);
create index case_distinct_other on case_distinct (other);

-- What was done to many cases at once, and is undone at once.
alter table act add column bulk uuid;
create index act_bulk on act (bulk) where bulk is not null;

-- Acknowledgements: when the requester was told that an ask has arrived, and the next limit for it.

alter table ask add column acknowledged_at timestamptz;
alter table cases add column acknowledge_by timestamptz;

-- Calendars of the office: days that it adds to one of the program's, or one of its own. Every
-- version stays; the newest counts, unless it was taken away. `days` is JSON: dates, whether they
-- are worked, and what public holiday they are for.

create table calendar (
    id text not null,
    version integer not null,
    days text not null,
    added_at timestamptz not null,
    added_by uuid not null references person (id),
    removed_at timestamptz,
    primary key (id, version)
);
create index calendar_added_by on calendar (added_by);

-- Whom notes mention. A mention is unread until the person sees the case again.
create table note_mention (
    note uuid not null references note (id),
    person uuid not null references person (id),
    primary key (note, person)
);
create index note_mention_person on note_mention (person);

-- Tasks of departments. `sealed` holds what is to be done, what of the case the department may see,
-- and what came back, under a key of the task's own: nothing else of the case is under it.
create table task (
    id uuid primary key,
    case_id uuid not null references cases (id),
    department text not null,
    due_on date not null,
    state text not null,
    given_at timestamptz not null,
    given_by uuid not null references person (id),
    ended_at timestamptz,
    ended_by uuid references person (id),
    sealed bytea not null
);
create index task_case on task (case_id);
create index task_department on task (department);
create index task_given_by on task (given_by);
create index task_ended_by on task (ended_by);
