-- People of a team: how each came in, what each may do, and who vouches for their keys.

alter table person add column state text not null default 'active';
alter table person drop column active;

-- Who vouches for a generation of a scope's keys; none where one person has the workspace alone.
alter table scope_key add column signer uuid;
alter table scope_key add column signature bytea;

-- What a person is, several things at once; the empty name stands for every department.
create table person_role (
    person uuid not null references person (id),
    role text not null,
    department text not null,
    primary key (person, role, department)
);

insert into person_role (person, role, department) select id, 'officer', '' from person;
insert into person_role (person, role, department) select id, 'administrator', '' from person;

-- Who was invited and has not joined yet. `anchor` ties the first officer's keys to the code that
-- the invited person was given: who can write this row does not know the code.
create table invitation (
    person uuid primary key references person (id),
    made_by uuid not null references person (id),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    anchor bytea not null
);
create index invitation_made_by on invitation (made_by);

-- A person's keys and roles, signed by somebody whose own keys were signed before.
create table endorsement (
    id uuid primary key,
    person uuid not null references person (id),
    signer uuid not null references person (id),
    at timestamptz not null,
    statement text not null,
    signature bytea not null
);
create index endorsement_person on endorsement (person);
create index endorsement_signer on endorsement (signer);

-- Undertakings of confidentiality, signed with the person's key.
create table undertaking (
    person uuid not null references person (id),
    edition text not null,
    at timestamptz not null,
    signature bytea not null,
    primary key (person, edition)
);

-- What one desktop does for all, and until when it may be silent before another takes over.
create table lease (
    name text primary key,
    holder uuid not null,
    person uuid not null references person (id),
    until timestamptz not null
);
create index lease_person on lease (person);

-- What is referred to is found from both ends; most rows refer to nobody here.
create index cases_identity_by on cases (identity_by) where identity_by is not null;
create index cases_merged_into on cases (merged_into) where merged_into is not null;
create index ask_decided_by on ask (decided_by) where decided_by is not null;
create index note_author on note (author);
create index department_parent on department (parent) where parent is not null;

-- An entry's own id, made before its number is known. Older entries are named by their number.
alter table audit_entry add column id uuid;
