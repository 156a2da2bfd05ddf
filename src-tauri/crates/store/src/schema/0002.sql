-- Mailboxes on a server, and the ledger of what became of each message in them.

create table mailbox (
    id uuid primary key,
    version integer not null default 1,
    created_at timestamptz not null,
    removed_at timestamptz,
    sealed bytea not null
);

-- An epoch is a time in which a UID means one message: it ends when the server says another
-- UIDVALIDITY, or its UIDs begin anew under the same one. `uid_next` is how far was read.
create table mailbox_folder (
    id uuid primary key,
    mailbox uuid not null references mailbox (id),
    place integer not null,
    epoch integer not null,
    uid_validity bigint,
    uid_next bigint not null,
    on_server bigint,
    synced_at timestamptz,
    reconciled_at timestamptz,
    removed_at timestamptz,
    sealed bytea not null
);
create index mailbox_folder_mailbox on mailbox_folder (mailbox);

create table ledger (
    folder uuid not null references mailbox_folder (id),
    epoch integer not null,
    uid bigint not null,
    disposition text not null,
    message uuid references message (id),
    size bigint not null,
    internal_date timestamptz,
    entered_at timestamptz not null,
    gone_at timestamptz,
    primary key (folder, epoch, uid)
);
create index ledger_message on ledger (message);

-- How often somebody wrote before is looked up when a message is shown.
create index message_sender on message (sender_key);

-- UIDs at which looks failed, and what that weighs: one bad mail never blocks a mailbox.
create table mailbox_trouble (
    folder uuid not null references mailbox_folder (id),
    epoch integer not null,
    uid bigint not null,
    weight integer not null,
    primary key (folder, epoch, uid)
);
