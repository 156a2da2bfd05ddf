-- Keeping and erasing: periods, legal holds, what was erased, and which backups still hold it.

alter table cases add column held_at timestamptz;
alter table cases add column held_by uuid references person (id);
create index cases_held_by on cases (held_by) where held_by is not null;

-- An erased case keeps its row: that it was, of what kind, when it came and how it ended.
alter table cases add column erased_at timestamptz;
alter table cases add column erased_because text;
create index cases_erased on cases (erased_at, id) where erased_at is not null;
create index cases_closed on cases (status_since, id) where status = 'closed' and erased_at is null;

-- Under which laws something that it asked was handled: what they have it kept for, it is kept for
-- whatever is made of it later. Between commas.
alter table cases add column handled_under text not null default '';
update cases set handled_under = ',' || regime || ',' where exists (
    select 1 from ask a
    where a.case_id = cases.id and a.outcome is not null and a.outcome not in ('not-ours', 'duplicate'));

-- A message's row stays too, so that every message of a mailbox is accounted for.
alter table message add column erased_at timestamptz;
create index message_erased on message (erased_at) where erased_at is not null;

-- After so many months from its end something of this class falls due. A class without a row is
-- kept until somebody decides.
create table retention_period (
    class text primary key,
    months integer not null
);

-- How long the office keeps a backup before it destroys it.
alter table workspace add column keep_backups_days integer not null default 90;

-- `sealed` is where the backup lies.
create table backup (
    id uuid primary key,
    made_at timestamptz not null,
    made_by uuid not null references person (id),
    keep_until date not null,
    destroyed_at timestamptz,
    sealed bytea not null
);
create index backup_made_at on backup (made_at);
create index backup_made_by on backup (made_by);

-- Which case a session has open, and whether somebody types there. Nobody is held up by it.
create table presence (
    session uuid primary key,
    person uuid not null references person (id),
    case_id uuid not null references cases (id),
    writing boolean not null,
    until timestamptz not null
);
create index presence_person on presence (person);
create index presence_case on presence (case_id);

-- Access reviews: each quarter (by its first day) an officer or administrator confirms of everyone
-- at work that they still need what they have. `signer` confirmed it, or the last of it.
create table access_confirmation (
    begins date not null,
    reviewed uuid not null references person (id),
    signer uuid not null references person (id),
    at timestamptz not null,
    primary key (begins, reviewed)
);
create index access_confirmation_reviewed on access_confirmation (reviewed);
create index access_confirmation_signer on access_confirmation (signer);

-- Those that are finished.
create table access_review (
    begins date primary key,
    signer uuid not null references person (id),
    at timestamptz not null
);
create index access_review_signer on access_review (signer);
