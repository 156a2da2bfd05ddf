-- What is gathered before it is written stays small enough for a processor's cache, and pieces of
-- the index are merged where there are eight alike, not four: each token is written less often.
insert into search_index (search_index, rank) values ('hashsize', 4194304);
insert into search_index (search_index, rank) values ('automerge', 8);
