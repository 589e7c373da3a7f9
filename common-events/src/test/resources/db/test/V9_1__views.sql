-- A view of sessions and of test results, as a service would keep one; it counts, so that a second application shows.
create table session_view (id uuid primary key, sequence bigint not null, status text not null, applied int not null);
create table result_view (id uuid primary key, applied int not null);
create table owned (id uuid primary key, sequence bigint not null);
