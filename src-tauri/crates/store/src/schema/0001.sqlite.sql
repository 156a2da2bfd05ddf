create virtual table search_index using fts5 (
    terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
-- What is gathered before it is written stays small enough for a processor's cache, and pieces of
-- the index are merged where there are eight alike, not four: each token is written less often.
insert into search_index (search_index, rank) values ('hashsize', 4194304);
insert into search_index (search_index, rank) values ('automerge', 8);

create trigger audit_entry_keep_update before update on audit_entry
begin select raise(abort, 'audit entries are never changed'); end;
create trigger audit_entry_keep_delete before delete on audit_entry
begin select raise(abort, 'audit entries are never deleted'); end;
