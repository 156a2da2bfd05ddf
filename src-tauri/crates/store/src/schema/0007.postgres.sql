alter table presence alter column place drop default;
alter table presence drop constraint presence_pkey;
alter table presence add primary key (session, place);
