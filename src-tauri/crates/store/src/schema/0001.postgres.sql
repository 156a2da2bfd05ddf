create table search_token (
    doc bigint primary key references search_doc (doc) on delete cascade,
    tokens bigint[] not null
);
create index search_token_gin on search_token using gin (tokens);

create function audit_entry_keep() returns trigger language plpgsql
set search_path = desk, pg_temp as $$
begin
    raise exception 'audit entries are never changed or deleted';
end $$;
create trigger audit_entry_keep before update or delete on audit_entry
for each row execute function audit_entry_keep();
create trigger audit_entry_keep_truncate before truncate on audit_entry
for each statement execute function audit_entry_keep();
