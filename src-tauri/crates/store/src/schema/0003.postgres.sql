alter table audit_entry disable trigger audit_entry_keep;
update audit_entry set id = lpad(to_hex(seq), 32, '0')::uuid;
alter table audit_entry enable trigger audit_entry_keep;
create unique index audit_entry_id on audit_entry (id);

-- The person whose login this is; none for the database's administrator.
create function me() returns uuid language sql stable set search_path = desk, pg_temp as $$
    select id from person where login = session_user
$$;

-- A leaf's hash, as `domain::audit::Leaf` encodes it (RFC 6962, section 2.1).
create function audit_leaf(
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

-- Which rows were changed in transactions under way and are not yet named by an entry: a case, or
-- the nil id for what belongs to none.
create unlogged table unnamed (
    tx xid8 not null,
    object uuid not null,
    tables text not null,
    primary key (tx, object)
);

-- The one way into the log: stamps time, login, person and number, and moves the head.
-- Gives the number of the last entry.
create function audit_append(
    ids uuid[], acts text[], kinds text[], objects uuid[], cases uuid[], changes bytea[],
    salts bytea[], seals bytea[]
) returns bigint language plpgsql security definer set search_path = desk, pg_temp as $$
declare
    head audit_head;
    who uuid;
    login text := session_user;
    stamp timestamptz;
    peaks bytea;
    node bytea;
    below bigint;
    named uuid[] := array['00000000-0000-0000-0000-000000000000'::uuid];
begin
    if coalesce(cardinality(ids), 0) = 0 or array_lower(ids, 1) <> 1 then
        raise exception 'no entry' using errcode = '22023';
    end if;
    select id into who from person where person.login = session_user;
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

-- Whether an entry is there. Waits for whoever is appending: a commit whose answer was lost has
-- ended by then, one way or the other.
create function audit_has(entry uuid) returns bigint
language plpgsql security definer set search_path = desk, pg_temp as $$
begin
    perform 1 from audit_head for update;
    return (select seq from audit_entry where id = entry);
end $$;

-- Remembers which rows of a table a statement has changed, and tells other desktops. Its arguments:
-- the desk's name, and the column that holds the case, if there is one.
create function changed() returns trigger
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

-- At commit: what no entry names was changed by hand, and gets its entry here. Its detail is plain:
-- the server holds no key.
create function unnamed_logged() returns trigger
language plpgsql security definer set search_path = desk, pg_temp as $$
declare
    none constant uuid := '00000000-0000-0000-0000-000000000000';
    detail bytea := convert_to(format('{"table":"%s"}', new.tables), 'UTF8');
    salt bytea := uuid_send(gen_random_uuid());
    about uuid := nullif(new.object, none);
begin
    delete from unnamed where tx = new.tx and object = new.object;
    if found then
        perform audit_append(
            array[gen_random_uuid()], array['database.changed'],
            array[case when about is null then 'workspace' else 'case' end],
            array[coalesce(about, (select id from workspace))], array[about],
            array[sha256(salt || detail)], array[salt], array[detail]);
    end if;
    return null;
end $$;
create constraint trigger unnamed_logged after insert on unnamed
deferrable initially deferred for each row execute function unnamed_logged();

-- What a person tells of themselves when they join: their keys, once, and nothing else.
create function join_team(agreement bytea, signing bytea) returns void
language plpgsql security definer set search_path = desk, pg_temp as $$
declare
    salt bytea := uuid_send(gen_random_uuid());
    detail bytea := convert_to('{}', 'UTF8');
begin
    update person set public_key = agreement, verify_key = signing, state = 'joined'
    where login = session_user and state = 'invited'
      and exists (select 1 from invitation i where i.person = person.id and i.expires_at > now());
    if not found then
        raise exception 'this login is not invited, or no longer' using errcode = '42501';
    end if;
    -- Who joins holds no key yet with which a detail could be sealed.
    perform audit_append(array[gen_random_uuid()], array['person.joined'], array['person'],
        array[me()], array[null::uuid], array[sha256(salt || detail)], array[salt], array[detail]);
end $$;
