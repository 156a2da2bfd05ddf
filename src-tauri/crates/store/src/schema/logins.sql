-- Functions that make and change logins. They belong to a role that may make roles and that nobody
-- can log in as; each looks at who asks. In every name stands the database's, so that the teams of
-- one server are apart.

create or replace function desk.login_guard(name text, groups text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    base text := current_database();
    -- Whoever set up the team makes its first officer.
    officer boolean := pg_has_role(session_user, base || '_officer', 'member')
        or pg_has_role(session_user, base || '_logins', 'member');
begin
    if not officer and not pg_has_role(session_user, base || '_administrator', 'member') then
        raise exception 'officers and administrators alone make logins' using errcode = '42501';
    end if;
    if name is null or octet_length(name) > 63 or not starts_with(name, base || '.') or substr(name, length(base) + 2) !~ '^[a-z0-9][a-z0-9-]{0,30}$' then
        raise exception 'this is no login of this workspace' using errcode = '42501';
    end if;
    if name = session_user then
        raise exception 'nobody changes their own login' using errcode = '42501';
    end if;
    -- An administrator runs the server, and makes nobody who reads complaints.
    if not officer and ('officer' = any(groups) or exists (
        select 1 from pg_auth_members m join pg_roles r on r.oid = m.member
        join pg_roles g on g.oid = m.roleid
        where r.rolname = name and g.rolname = base || '_officer')) then
        raise exception 'an officer alone makes or changes an officer' using errcode = '42501';
    end if;
    if not groups <@ array['officer', 'manager', 'staff', 'auditor', 'administrator'] then
        raise exception 'unknown role' using errcode = '42501';
    end if;
end $$;

create or replace function desk.login_verifier(verifier text) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    -- A password would stand in the server's log.
    if verifier !~ '^SCRAM-SHA-256\$[0-9]{4,7}:[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' then
        raise exception 'no SCRAM verifier' using errcode = '42501';
    end if;
end $$;

-- Does it, and tells a server that does not let us from a person who may not.
create or replace function desk.login_run(statement text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    execute statement;
exception when insufficient_privilege then
    raise exception '%', sqlerrm using errcode = 'PDL01';
end $$;

create or replace function desk.login_groups(name text, groups text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    base text := current_database();
    one text;
begin
    foreach one in array array['officer', 'manager', 'staff', 'auditor', 'administrator'] loop
        if one = any(groups) then
            perform desk.login_run(format('grant %I to %I', base || '_' || one, name));
        else
            perform desk.login_run(format('revoke %I from %I', base || '_' || one, name));
        end if;
    end loop;
end $$;

-- A session that asks nothing for a minute within a transaction is ended: it may hold the log's head,
-- and everybody who writes waits for it. The program itself asks again within seconds.
create or replace function desk.login_patience(name text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform desk.login_run(format(
        'alter role %I in database %I set idle_in_transaction_session_timeout = %L',
        name, current_database(), '1min'));
end $$;

-- Without a moment until which a password is good, as they were before.
drop function if exists desk.login_make(text, text, text[]);
drop function if exists desk.login_change(text, text, text[]);

-- Makes a login in these groups. `verifier` is a SCRAM verifier, never a password; it lets nobody in
-- after `until`, if there is one.
create or replace function desk.login_make(name text, verifier text, groups text[], until timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform desk.login_guard(name, groups);
    perform desk.login_verifier(verifier);
    perform desk.login_run(format('create role %I login password %L valid until %L in role %I',
        name, verifier, coalesce(until, 'infinity'), current_database() || '_person'));
    perform desk.login_run(format('grant %I to current_user', name));
    perform desk.login_groups(name, groups);
    perform desk.login_patience(name);
    perform desk.audit_login('login.made', name);
end $$;

-- Gives a login other groups; with a verifier, another password too, until then. Its sessions end.
create or replace function desk.login_change(name text, verifier text, groups text[], until timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform desk.login_guard(name, groups);
    if verifier is not null then
        perform desk.login_verifier(verifier);
        perform desk.login_run(format('alter role %I login password %L valid until %L',
            name, verifier, coalesce(until, 'infinity')));
    end if;
    perform desk.login_groups(name, groups);
    perform desk.audit_login('login.changed', name);
    perform pg_terminate_backend(pid) from pg_stat_activity
    where usename = name and pid <> pg_backend_pid();
end $$;

-- Lets a login in no more: no password, no groups, no sessions.
create or replace function desk.login_end(name text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform desk.login_guard(name, '{}');
    perform desk.audit_login('login.ended', name);
    perform desk.login_run(format('alter role %I nologin password null', name));
    perform desk.login_groups(name, '{}');
    perform desk.login_run(format('revoke %I from %I', current_database() || '_person', name));
    perform pg_terminate_backend(pid) from pg_stat_activity where usename = name;
end $$;

-- A password of a person's own in place of their code's, which lasts. The owner's functions alone
-- call it: nobody makes a code last by hand.
create or replace function desk.login_own(verifier text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform desk.login_verifier(verifier);
    perform desk.login_run(format('alter role %I password %L valid until %L',
        session_user, verifier, 'infinity'));
end $$;
