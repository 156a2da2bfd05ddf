drop trigger audit_entry_keep_update;
update audit_entry set id = unhex(printf('%032x', seq));
create trigger audit_entry_keep_update before update on audit_entry
begin select raise(abort, 'audit entries are never changed'); end;
create unique index audit_entry_id on audit_entry (id);
