-- Both engines read this text. What differs stands beside it: 0001.sqlite.sql, 0001.postgres.sql.
-- What each column may hold (plain, sealed, keyed) is told by src/register.rs; a test compares.

create table workspace (
    id uuid primary key,
    name text not null,
    created_at timestamptz not null,
    demo boolean not null,
    time_zone text not null,
    regime text not null,
    calendar text not null,
    lock_after_minutes integer not null,
    last_backup_at timestamptz,
    version integer not null default 1
);

create table counter (
    name text primary key,
    value bigint not null
);

create table scope (
    id uuid primary key,
    kind text not null,
    department uuid,
    created_at timestamptz not null
);

create table scope_key (
    scope uuid not null references scope (id),
    generation integer not null,
    public_key bytea not null,
    created_at timestamptz not null,
    primary key (scope, generation)
);

create table scope_member (
    scope uuid not null,
    generation integer not null,
    person uuid not null,
    wrapped bytea not null,
    search_wrapped bytea not null,
    primary key (scope, generation, person),
    foreign key (scope, generation) references scope_key (scope, generation)
);

create table person (
    id uuid primary key,
    login text not null unique,
    public_key bytea not null,
    verify_key bytea not null,
    active boolean not null,
    created_at timestamptz not null,
    sealed bytea not null
);

create table department (
    name text primary key,
    parent text references department (name)
);

create table tag (
    name text primary key
);

create table data_key (
    object uuid not null,
    scope uuid not null references scope (id),
    generation integer not null,
    wrapped bytea not null,
    primary key (object, scope)
);

create table cases (
    id uuid primary key,
    number bigint not null unique,
    version integer not null default 1,
    status text not null,
    status_since timestamptz not null,
    channel text not null,
    history boolean not null,
    quarantined boolean not null,
    received_at timestamptz not null,
    received_source text not null,
    created_at timestamptz not null,
    regime text not null,
    kinds text not null,
    kinds_proposed boolean not null,
    priority text not null,
    assignee uuid references person (id),
    department text,
    due_on date,
    snoozed_until date,
    minor boolean not null,
    representative boolean not null,
    identity text not null,
    identity_method text,
    identity_by uuid references person (id),
    identity_at timestamptz,
    due_at timestamptz,
    due_sort timestamptz not null,
    clock_started_at timestamptz,
    clock_waits boolean not null,
    clock_paused boolean not null,
    attachments integer not null,
    messages integer not null,
    last_message_at timestamptz not null,
    language text,
    merged_into uuid references cases (id),
    sealed bytea not null,
    body bytea
);
create index cases_due on cases (due_sort, id);
create index cases_status on cases (status, due_sort, id);
create index cases_received on cases (received_at, id);
create index cases_assignee on cases (assignee);

create table ask (
    id uuid primary key,
    case_id uuid not null references cases (id),
    place integer not null,
    kind text,
    proposed boolean not null,
    received_at timestamptz not null,
    history boolean not null,
    outcome text,
    ground text,
    decided_at timestamptz,
    decided_by uuid references person (id),
    sealed bytea not null
);
create index ask_case on ask (case_id, place);

create table party (
    id uuid primary key,
    case_id uuid not null references cases (id),
    role text not null,
    minor boolean not null,
    address_key bytea,
    sealed bytea not null
);
create index party_case on party (case_id);
create index party_address on party (address_key);

create table clock (
    id uuid primary key,
    case_id uuid not null references cases (id),
    ask_id uuid,
    kind text not null,
    regime text not null,
    pack_version text not null,
    input text not null,
    due_at timestamptz,
    met_at timestamptz,
    sealed bytea
);
create index clock_case on clock (case_id);

create table case_tag (
    case_id uuid not null references cases (id),
    tag text not null,
    primary key (case_id, tag)
);

create table case_link (
    case_id uuid not null references cases (id),
    other uuid not null references cases (id),
    primary key (case_id, other)
);
create index case_link_other on case_link (other);

create table case_participant (
    case_id uuid not null references cases (id),
    address_key bytea not null,
    primary key (case_id, address_key)
);

create table note (
    id uuid primary key,
    case_id uuid not null references cases (id),
    author uuid not null references person (id),
    at timestamptz not null,
    sealed bytea not null
);
create index note_case on note (case_id);

create table case_seen (
    person uuid not null,
    case_id uuid not null,
    seen_at timestamptz not null,
    primary key (person, case_id)
);

create table message (
    id uuid primary key,
    case_id uuid references cases (id),
    disposition text not null,
    reason text,
    outgoing boolean not null,
    history boolean not null,
    content_key bytea,
    source_key bytea,
    message_id_key bytea,
    sender_key bytea,
    duplicate_of uuid references message (id),
    answers uuid references message (id),
    suggested_case uuid references cases (id),
    received_at timestamptz not null,
    received_source text not null,
    arrived_at timestamptz not null,
    size bigint not null,
    attachments integer not null,
    language text,
    sealed bytea not null,
    body bytea
);
create index message_case on message (case_id, received_at);
create index message_content on message (content_key);
-- What has bytes is found by them.
create index message_source on message (source_key) where content_key is null;
create index message_message_id on message (message_id_key);
create index message_received on message (received_at, id);
create index message_disposition on message (disposition, received_at, id);
create index message_duplicate on message (duplicate_of) where duplicate_of is not null;
create index message_answers on message (answers) where answers is not null;
create index message_suggested on message (suggested_case) where suggested_case is not null;

create table message_reference (
    message uuid not null references message (id),
    reference_key bytea not null,
    primary key (message, reference_key)
);
create index message_reference_key on message_reference (reference_key);

create table blob_chunk (
    object uuid not null,
    place integer not null,
    last boolean not null,
    bytes bytea not null,
    primary key (object, place)
);

create table search_doc (
    doc bigint primary key,
    object uuid not null,
    case_id uuid,
    at timestamptz not null
);
create index search_doc_case on search_doc (case_id);
create index search_doc_object on search_doc (object);

create table audit_entry (
    seq bigint primary key,
    at timestamptz not null,
    login text not null,
    person uuid,
    act text not null,
    object_kind text not null,
    object uuid not null,
    case_id uuid,
    change_hash bytea not null,
    leaf_hash bytea not null,
    salt bytea not null,
    sealed bytea not null
);
create index audit_entry_case on audit_entry (case_id, seq);
create index audit_entry_act on audit_entry (act, seq);
create index audit_entry_person on audit_entry (person, seq);

create table audit_head (
    log uuid primary key,
    size bigint not null,
    frontier bytea not null,
    root bytea not null
);

create table act (
    id uuid primary key,
    act text not null,
    seq bigint not null,
    case_id uuid,
    version_after integer not null,
    at timestamptz not null,
    undone boolean not null,
    sealed bytea
);
create index act_case on act (case_id, seq);
