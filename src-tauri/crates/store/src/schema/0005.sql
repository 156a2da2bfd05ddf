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
