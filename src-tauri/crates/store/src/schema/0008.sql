-- Answers that a second person looks at before they go.

-- Which answers: those that refuse, and those that give personal data out.
alter table workspace add column approve_refusals boolean not null default false;
alter table workspace add column approve_disclosures boolean not null default false;

-- That somebody is asked to approve a version of a draft (`place` 0, and 2 where they are asked again),
-- and what was said (1, 3). Rows are added and never changed, and outlive the draft, which has no row
-- any more once it has gone. `sealed` holds why it was returned, under the draft's key.
create table approval (
    draft uuid not null,
    version integer not null,
    place integer not null,
    state text not null,
    person uuid not null references person (id),
    at timestamptz not null,
    sealed bytea,
    primary key (draft, version, place)
);
create index approval_person on approval (person);

-- A draft goes once.
drop index outbox_draft;
create unique index outbox_draft on outbox (draft) where draft is not null;

-- The office's figures are counted from these alone, a slice of cases at a time; what came in since is
-- found by its time.
drop index cases_received;
create index cases_received on cases
    (received_at, id, status, merged_into, history, status_since, clock_paused);
drop index ask_case;
create index ask_case on ask (case_id, place, id, kind, history, outcome, decided_at);
drop index clock_case;
create index clock_case on clock (case_id, kind, ask_id, regime, due_at, met_at);
create index message_arrived on message (arrived_at, case_id);
