-- Who has which case open: a row for each window of a session. Before, there was one for all of them.

delete from presence;
alter table presence add column place text not null;
alter table presence drop constraint presence_pkey;
alter table presence add primary key (session, place);
