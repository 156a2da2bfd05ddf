create virtual table search_index using fts5 (
    terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

create trigger audit_entry_keep_update before update on audit_entry
begin select raise(abort, 'audit entries are never changed'); end;
create trigger audit_entry_keep_delete before delete on audit_entry
begin select raise(abort, 'audit entries are never deleted'); end;
