-- Of an erased case's entries salt and detail go; what the tree is made of stays.
drop trigger audit_entry_keep_update;
create trigger audit_entry_keep_update before update on audit_entry
when not (new.salt = x'' and new.sealed = x''
    and (new.seq, new.at, new.login, new.act, new.object_kind, new.object, new.change_hash, new.leaf_hash)
        = (old.seq, old.at, old.login, old.act, old.object_kind, old.object, old.change_hash, old.leaf_hash)
    and new.person is old.person and new.case_id is old.case_id and new.id is old.id
    and exists (select 1 from cases k where k.id = old.case_id and k.erased_at is not null))
begin select raise(abort, 'audit entries are never changed'); end;

create trigger cases_stay_erased before update on cases
when old.erased_at is not null and new.erased_at is null
begin select raise(abort, 'what is erased stays erased'); end;
