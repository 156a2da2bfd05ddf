alter table audit_entry disable trigger audit_entry_keep;
update audit_entry set id = lpad(to_hex(seq), 32, '0')::uuid;
alter table audit_entry enable trigger audit_entry_keep;
create unique index audit_entry_id on audit_entry (id);

-- Which rows were changed in transactions under way and are not yet named by an entry: a case, or
-- the nil id for what belongs to none.
create unlogged table unnamed (
    tx xid8 not null,
    object uuid not null,
    tables text not null,
    primary key (tx, object)
);
