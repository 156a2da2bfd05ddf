-- Functions and triggers as they are to be, put in force each time the team is set up or upgraded.

-- Of an erased case's entries salt and detail go; what the tree is made of stays.
create or replace function audit_entry_keep() returns trigger language plpgsql
set search_path = desk, pg_temp as $$
declare
    without audit_entry;
begin
    if tg_op = 'UPDATE' then
        without := old;
        without.salt := '';
        without.sealed := '';
        if new is not distinct from without
            and exists (select 1 from cases k where k.id = old.case_id and k.erased_at is not null) then
            return new;
        end if;
    end if;
    raise exception 'audit entries are never changed or deleted';
end $$;
create or replace trigger audit_entry_keep before update or delete on audit_entry
for each row execute function audit_entry_keep();
create or replace trigger audit_entry_keep_truncate before truncate on audit_entry
for each statement execute function audit_entry_keep();

-- The person whose login this is; none for the database's administrator.
create or replace function me() returns uuid language sql stable set search_path = desk, pg_temp as $$
    select id from person where login = session_user
$$;

-- A leaf's hash, as `domain::audit::Leaf` encodes it (RFC 6962, section 2.1).
create or replace function audit_leaf(
    log uuid, sequence bigint, at timestamptz, login text, person uuid, act text, kind text,
    object uuid, change bytea
) returns bytea language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    field bytea;
    bytes bytea := '\x0001';
begin
    foreach field in array array[
        uuid_send(log), int8send(sequence), int8send((extract(epoch from at) * 1000000)::bigint),
        convert_to(login, 'UTF8'), coalesce(uuid_send(person), ''), convert_to(act, 'UTF8'),
        convert_to(kind, 'UTF8'), coalesce(uuid_send(object), ''), change
    ] loop
        bytes := bytes || int4send(octet_length(field)) || field;
    end loop;
    return sha256(bytes);
end $$;

-- Writes entries: stamps time, login, person and number, and moves the head. Gives the number of the
-- last. Nobody may call it but the functions here.
create or replace function audit_write(
    ids uuid[], acts text[], kinds text[], objects uuid[], cases uuid[], changes bytea[],
    salts bytea[], seals bytea[]
) returns bigint language plpgsql security definer set search_path = desk, pg_temp as $$
declare
    head audit_head;
    who uuid := me();
    login text := session_user;
    stamp timestamptz;
    peaks bytea;
    node bytea;
    below bigint;
    named uuid[] := array['00000000-0000-0000-0000-000000000000'::uuid];
begin
    select * into head from audit_head for update;
    stamp := clock_timestamp();
    peaks := substr(head.frontier, 9);
    for i in 1 .. cardinality(ids) loop
        below := head.size;
        head.size := head.size + 1;
        node := audit_leaf(head.log, head.size, stamp, login, who, acts[i], kinds[i], objects[i], changes[i]);
        insert into audit_entry (seq, at, login, person, act, object_kind, object, case_id,
            change_hash, leaf_hash, salt, sealed, id)
        values (head.size, stamp, login, who, acts[i], kinds[i], objects[i], cases[i],
            changes[i], node, salts[i], seals[i], ids[i]);
        named := named || cases[i];
        while below & 1 = 1 loop
            node := sha256('\x01'::bytea || substr(peaks, octet_length(peaks) - 31) || node);
            peaks := substr(peaks, 1, octet_length(peaks) - 32);
            below := below >> 1;
        end loop;
        peaks := peaks || node;
    end loop;
    node := substr(peaks, octet_length(peaks) - 31);
    for i in reverse octet_length(peaks) / 32 - 1 .. 1 loop
        node := sha256('\x01'::bytea || substr(peaks, i * 32 - 31, 32) || node);
    end loop;
    update audit_head set size = head.size, frontier = int8send(head.size) || peaks, root = node;
    -- Entries come last: what is changed after them is named by none.
    delete from unnamed where tx = pg_current_xact_id() and object = any(named);
    perform pg_notify('desk', 'audit');
    return head.size;
end $$;

-- An entry of the server's own, whose detail is plain: it holds no key.
create or replace function audit_note(act text, kind text, object uuid, case_id uuid, detail text)
returns bigint language plpgsql security definer set search_path = desk, pg_temp as $$
declare
    plain bytea := convert_to(detail, 'UTF8');
    salt bytea := uuid_send(gen_random_uuid());
begin
    return audit_write(array[gen_random_uuid()], array[act], array[kind], array[object],
        array[case_id], array[sha256(salt || plain)], array[salt], array[plain]);
end $$;

-- The one way into the log for people who are at work. What is not of an entry's shape would break
-- the tree for everyone, and what the server says by itself nobody else says.
create or replace function audit_append(
    ids uuid[], acts text[], kinds text[], objects uuid[], cases uuid[], changes bytea[],
    salts bytea[], seals bytea[]
) returns bigint language plpgsql security definer set search_path = desk, pg_temp as $$
declare
    many integer := coalesce(cardinality(ids), 0);
    whole boolean;
begin
    if not exists (select 1 from person where login = session_user and state = 'active') then
        raise exception 'people who are at work alone write the log' using errcode = '42501';
    end if;
    if many = 0 or array[array_length(acts, 1), array_length(kinds, 1), array_length(objects, 1),
        array_length(cases, 1), array_length(changes, 1), array_length(salts, 1),
        array_length(seals, 1)] <> array_fill(many, array[7]) then
        raise exception 'entries are of one length each' using errcode = '22023';
    end if;
    select coalesce(bool_and(id is not null and object is not null
        and act ~ '^[a-z][a-z.-]{1,60}$' and kind ~ '^[a-z][a-z-]{1,40}$'
        and act not in ('database.changed', 'person.joined') and act not like 'login.%'
        and octet_length(change) = 32 and octet_length(salt) = 16
        and octet_length(seal) between 1 and 65536), false)
    into whole
    from unnest(ids, acts, kinds, objects, changes, salts, seals)
        as entry (id, act, kind, object, change, salt, seal);
    if not whole then
        raise exception 'no entry has this shape' using errcode = '22023';
    end if;
    return audit_write(ids, acts, kinds, objects, cases, changes, salts, seals);
end $$;

-- What the functions for logins leave in the log. Who sets a team up is no person of it.
create or replace function audit_login(what text, name text) returns void
language plpgsql security definer set search_path = desk, pg_temp as $$
declare
    whose uuid := (select id from person where login = name);
begin
    if me() is null then
        return;
    end if;
    if whose is null and what <> 'login.made' then
        raise exception 'nobody here has this login' using errcode = '42501';
    end if;
    perform audit_note(what, 'person', coalesce(whose, me()), null, json_build_object('login', name)::text);
end $$;

-- Whether an entry is there. Waits for whoever is appending: a commit whose answer was lost has
-- ended by then, one way or the other.
create or replace function audit_has(entry uuid) returns bigint
language plpgsql security definer set search_path = desk, pg_temp as $$
begin
    perform 1 from audit_head for update;
    return (select seq from audit_entry where id = entry);
end $$;

-- What is erased stays erased: its entries have lost their details.
create or replace function stay_erased() returns trigger language plpgsql
set search_path = desk, pg_temp as $$
begin
    raise exception 'what is erased stays erased';
end $$;
create or replace trigger cases_stay_erased before update on cases
for each row when (old.erased_at is not null and new.erased_at is null)
execute function stay_erased();

-- Takes salt and detail from the entries of a case, for the officer who is erasing it: the case was
-- changed in this transaction, and no entry says yet that it is erased. Gives the entries' numbers.
drop function if exists audit_forget(uuid);
create function audit_forget(erased uuid) returns bigint[]
language plpgsql security definer set search_path = desk, pg_temp as $$
declare
    gone bigint[];
begin
    if not pg_has_role(session_user, current_database() || '_officer', 'member')
        or not exists (select 1 from unnamed u where u.tx = pg_current_xact_id() and u.object = erased)
        or not exists (select 1 from cases k where k.id = erased and k.erased_at is not null)
        or exists (select 1 from audit_entry e where e.case_id = erased and e.act = 'case.erased') then
        raise exception 'this case is not being erased' using errcode = '42501';
    end if;
    with forgotten as (
        update audit_entry set salt = '', sealed = '' where case_id = erased and salt <> '' returning seq
    )
    select coalesce(array_agg(seq order by seq), '{}') into gone from forgotten;
    return gone;
end $$;

-- Remembers which rows of a table a statement has changed, and tells other desktops. Its arguments:
-- the desk's name, and the column that holds the case, if there is one.
create or replace function changed() returns trigger
language plpgsql security definer set search_path = desk, pg_temp as $$
begin
    perform pg_notify('desk', tg_argv[0]);
    if tg_nargs > 1 then
        execute format(
            'insert into unnamed (tx, object, tables)
             select distinct pg_current_xact_id(), coalesce(%I, %L), %L from rows
             on conflict (tx, object) do nothing',
            tg_argv[1], '00000000-0000-0000-0000-000000000000', tg_table_name);
    elsif exists (select 1 from rows) then
        insert into unnamed (tx, object, tables)
        values (pg_current_xact_id(), '00000000-0000-0000-0000-000000000000', tg_table_name)
        on conflict (tx, object) do nothing;
    end if;
    return null;
end $$;

-- At commit: what no entry names was changed by hand, and gets its entry here.
create or replace function unnamed_logged() returns trigger
language plpgsql security definer set search_path = desk, pg_temp as $$
declare
    about uuid := nullif(new.object, '00000000-0000-0000-0000-000000000000');
begin
    delete from unnamed where tx = new.tx and object = new.object;
    if found then
        perform audit_note('database.changed', case when about is null then 'workspace' else 'case' end,
            coalesce(about, (select id from workspace)), about,
            json_build_object('table', new.tables)::text);
    end if;
    return null;
end $$;
drop trigger if exists unnamed_logged on unnamed;
create constraint trigger unnamed_logged after insert on unnamed
deferrable initially deferred for each row execute function unnamed_logged();

-- Calls a department something else, in every row that names it. The act is one, and so is its
-- entry: the cases that are touched here alone need none of their own.
create or replace function department_rename(old text, new text) returns void
language plpgsql security definer set search_path = desk, pg_temp as $$
declare
    untouched uuid[];
begin
    if not pg_has_role(session_user, current_database() || '_officer', 'member') then
        raise exception 'officers alone rename departments' using errcode = '42501';
    end if;
    untouched := array(select id from cases c where (department = old
        or exists (select 1 from task t where t.case_id = c.id and t.department = old)) and not exists (
        select 1 from unnamed u where u.tx = pg_current_xact_id() and u.object = c.id));
    insert into department (name, parent)
    select department_rename.new, parent from department where name = old;
    update department set parent = department_rename.new where parent = old;
    update cases c set version = version + 1 where department is distinct from old
        and exists (select 1 from task t where t.case_id = c.id and t.department = old);
    update task set department = department_rename.new where department = old;
    update cases set department = department_rename.new, version = version + 1 where department = old;
    update person_role set department = department_rename.new where department = old;
    delete from department where name = old;
    delete from unnamed where tx = pg_current_xact_id() and object = any(untouched);
end $$;

-- Has the case that another went into unseen, since before the mention, by whom an unread note of
-- that other one mentions: as a part of the merge alone, before the notes go over.
create or replace function seen_set_back(merge uuid, went uuid, into_case uuid) returns void
language plpgsql security definer set search_path = desk, pg_temp as $$
begin
    if not pg_has_role(session_user, current_database() || '_officer', 'member')
        or not exists (select 1 from unnamed u where u.tx = pg_current_xact_id() and u.object = went)
        or not exists (select 1 from cases k where k.id = went and k.merged_into = into_case) then
        raise exception 'this case is not being merged' using errcode = '42501';
    end if;
    with late as (
        select x.person, min(n.at) as at from note n join note_mention x on x.note = n.id
        left join case_seen f on f.case_id = went and f.person = x.person
        join case_seen s on s.case_id = into_case and s.person = x.person and s.seen_at >= n.at
        where n.case_id = went and (f.seen_at is null or f.seen_at < n.at) group by x.person
    ), before as (
        insert into seen_before (act, person, case_id, seen_at)
        select merge, s.person, s.case_id, s.seen_at from case_seen s join late using (person)
        where s.case_id = into_case returning person
    )
    update case_seen s set seen_at = late.at - interval '1 microsecond'
    from late join before using (person) where s.case_id = into_case and s.person = late.person;
end $$;

-- The same taken back, as a part of the undo.
create or replace function seen_again(merge uuid) returns void
language plpgsql security definer set search_path = desk, pg_temp as $$
begin
    if not pg_has_role(session_user, current_database() || '_officer', 'member') then
        raise exception 'officers alone merge cases' using errcode = '42501';
    end if;
    with gone as (
        delete from seen_before b where b.act = merge and exists (
            select 1 from unnamed u where u.tx = pg_current_xact_id() and u.object = b.case_id)
        returning *
    )
    update case_seen s set seen_at = gone.seen_at from gone
    where s.person = gone.person and s.case_id = gone.case_id and s.seen_at < gone.seen_at;
end $$;

drop function if exists join_team(bytea, bytea);

-- What a person tells of themselves when they join: their keys and a password of their own, as a
-- SCRAM verifier; once, and nothing else.
create or replace function join_team(agreement bytea, signing bytea, verifier text) returns void
language plpgsql security definer set search_path = desk, pg_temp as $$
begin
    update person set public_key = agreement, verify_key = signing, state = 'joined'
    where login = session_user and state = 'invited'
      and exists (select 1 from invitation i where i.person = person.id and i.expires_at > now());
    if not found then
        raise exception 'this login is not invited, or no longer' using errcode = '42501';
    end if;
    perform login_own(verifier);
    -- Who joins holds no key yet with which a detail could be sealed.
    perform audit_note('person.joined', 'person', me(), null, '{}');
end $$;
