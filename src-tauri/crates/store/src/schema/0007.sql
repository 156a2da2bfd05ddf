-- Answers: what is being written, and what is on its way.

-- What somebody writes to the people of a case. `sealed` holds all of it, under a key of its own that
-- `wrapped` holds, as it holds what opens its files. It is no act to write, so nothing of it stands in
-- a table that acts alone may change.
create table draft (
    id uuid primary key,
    case_id uuid not null references cases (id),
    author uuid not null references person (id),
    version integer not null default 1,
    saved_at timestamptz not null,
    generation integer not null,
    wrapped bytea not null,
    sealed bytea not null
);
create index draft_case on draft (case_id, saved_at);
create index draft_author on draft (author);

create table draft_file (
    id uuid primary key,
    draft uuid not null references draft (id),
    place integer not null,
    size bigint not null,
    sealed bytea not null
);
create index draft_file_draft on draft_file (draft, place);

create table draft_piece (
    file uuid not null references draft_file (id),
    place integer not null,
    bytes bytea not null,
    primary key (file, place)
);

-- What becomes of a message that is to be sent. `sealed` holds the envelope, the Message-ID and what
-- the server said last, under the message's key. `draft`: what it was written as, until it goes: an
-- undo leaves that.
create table outbox (
    message uuid primary key references message (id),
    act uuid not null,
    mailbox uuid not null references mailbox (id),
    draft uuid references draft (id),
    state text not null,
    attempts integer not null,
    next_at timestamptz,
    queued_by uuid not null references person (id),
    queued_at timestamptz not null,
    sent_at timestamptz,
    filed_at timestamptz,
    sealed bytea not null
);
create index outbox_next on outbox (next_at) where next_at is not null;
create index outbox_state on outbox (state, queued_at, message);
create index outbox_act on outbox (act);
create index outbox_mailbox on outbox (mailbox);
create index outbox_person on outbox (queued_by);
create index outbox_draft on outbox (draft) where draft is not null;

-- Letters as the office words them: each version is kept. `sealed` holds subject and text.
create table letter (
    id uuid primary key,
    kind text not null,
    language text not null,
    version integer not null,
    saved_at timestamptz not null,
    saved_by uuid not null references person (id),
    sealed bytea not null,
    unique (kind, language, version)
);
create index letter_person on letter (saved_by);

-- Cases that came by telephone or letter: the night's work looks which have no key of what was said.

create index cases_said on cases (id) where body is not null and erased_at is null;

-- What was acknowledged by rule, and what was not: each message once. `why` is a word.
create table auto_reply (
    message uuid primary key references message (id),
    sender_key bytea,
    at timestamptz not null,
    why text not null
);
create index auto_reply_sender on auto_reply (sender_key, at);
create index auto_reply_at on auto_reply (at) where why = 'sent';

-- The code that shows who answers, one for a case: a keyed hash of it and of the address that it went
-- to.
create table identity_code (
    case_id uuid primary key references cases (id),
    code_key bytea not null,
    address_key bytea not null,
    made_at timestamptz not null,
    attempts integer not null
);

-- What was given to somebody as files: one row for each archive. `sealed` holds what was in it, under
-- a key of its own that `wrapped` holds, so that it goes to another case as it is. The archive itself
-- and its passphrase are kept nowhere.

create table package (
    id uuid primary key,
    case_id uuid not null references cases (id),
    at timestamptz not null,
    by uuid not null references person (id),
    expires_on date not null,
    generation integer not null,
    wrapped bytea not null,
    sealed bytea not null
);
create index package_case on package (case_id, at);
create index package_by on package (by);

-- Where the office's virus scanner listens on each computer: `unix:/path` or `tcp:host:port`.

alter table workspace add column scanner text;

-- Who has which case open on a server: a row for each window of a session. Before, there was one for
-- all of them.
delete from presence;
alter table presence add column place text not null default '';
