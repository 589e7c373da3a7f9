-- Working on reports: who does it, until when, what was said and done; finding them; and what of them may become public.
create extension if not exists pg_trgm;

alter table feedback_reports
    add column assignee          text,
    add column labels            text[]      not null default '{}',
    -- When it is to be resolved, by its priority (liverun.sla).
    add column due_at            timestamptz,
    add column withdrawn_at      timestamptz,
    add column withdrawn_by      text,
    add column withdrawal_reason text,
    -- The report that tells the same, and stays.
    add column duplicate_of      uuid references feedback_reports,
    add column comment_count     integer     not null default 0,
    add column vote_count        integer     not null default 0,
    -- Words in the title count for more.
    add column search            tsvector    generated always as (
        setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', description), 'B')) stored;

update feedback_reports
   set due_at = reported_at + (array['60 days', '14 days', '3 days', '1 day'])[priority + 1]::interval;

alter table feedback_reports
    alter column due_at set not null,
    add constraint feedback_reports_assignee_check check (assignee ~ '\S' and length(assignee) <= 255),
    add constraint feedback_reports_labels_check check (cardinality(labels) <= 20),
    add constraint feedback_reports_due_at_check check (due_at >= reported_at),
    add constraint feedback_reports_withdrawn_check check ((withdrawn_at is null) = (withdrawn_by is null)),
    add constraint feedback_reports_duplicate_of_check check (duplicate_of <> id);

-- A withdrawn report is in no list unless it is asked for. All in one direction, so that a page begins where one ended.
create index feedback_reports_queue
    on feedback_reports (status, (-priority), reported_at, id) where withdrawn_at is null;
create index feedback_reports_newest on feedback_reports (reported_at desc, id desc) where withdrawn_at is null;
create index feedback_reports_due on feedback_reports (due_at, id) where withdrawn_at is null and status < 2;
create index feedback_reports_search on feedback_reports using gin (search);
create index feedback_reports_title on feedback_reports using gin (title gin_trgm_ops);
create index feedback_reports_labels on feedback_reports using gin (labels);
create index feedback_reports_assignee on feedback_reports (assignee, status, (-priority), reported_at, id)
    where assignee is not null;
create index feedback_reports_reported_by on feedback_reports (reported_by, status, (-priority), reported_at, id);
create index feedback_reports_endpoint on feedback_reports (endpoint_id, status, (-priority), reported_at, id)
    where endpoint_id is not null;
create index feedback_reports_session_queue on feedback_reports (session_id, status, (-priority), reported_at, id);
create index feedback_reports_duplicates on feedback_reports (duplicate_of) where duplicate_of is not null;

-- What was done to a report, and by whom: one row for each change.
create table feedback_history (
    id          uuid        primary key,
    feedback_id uuid        not null references feedback_reports,
    -- The report's version afterwards.
    version     bigint      not null,
    at          timestamptz not null,
    actor       text        not null,
    action      text        not null,
    -- [{"field": …, "from": …, "to": …}]
    changes     jsonb       not null default '[]',

    constraint feedback_history_changes_check check (jsonb_typeof(changes) = 'array')
);

create index feedback_history_feedback on feedback_history (feedback_id, id);

create table feedback_comments (
    id                uuid        primary key,
    feedback_id       uuid        not null references feedback_reports,
    author            text        not null,
    body              text        not null,
    created_at        timestamptz not null,
    edited_at         timestamptz,
    deleted_at        timestamptz,
    -- LIVERUN or GITHUB: where it was written.
    origin            text        not null,
    -- The same comment on GitHub, once it is there.
    github_comment_id bigint,
    -- Since when GitHub may have it.
    sent_at           timestamptz,
    -- What GitHub does not know yet.
    dirty             boolean     not null,

    constraint feedback_comments_body_check check (body ~ '\S' and length(body) <= 65536),
    constraint feedback_comments_origin_check check (origin in ('LIVERUN', 'GITHUB')),
    constraint feedback_comments_github_check check (origin = 'LIVERUN' or github_comment_id is not null)
);

create index feedback_comments_feedback on feedback_comments (feedback_id, created_at, id);
create unique index feedback_comments_github on feedback_comments (feedback_id, github_comment_id)
    where github_comment_id is not null;

create table feedback_votes (
    feedback_id uuid        not null references feedback_reports,
    voter       text        not null,
    voted_at    timestamptz not null,
    primary key (feedback_id, voter)
);

-- Searches that people keep.
create table saved_views (
    id         uuid        primary key,
    owner      text        not null,
    name       text        not null,
    -- Whether everybody sees it; only its owner changes it.
    shared     boolean     not null,
    -- The query of GET /feedback, by parameter.
    query      jsonb       not null,
    created_at timestamptz not null,

    constraint saved_views_name_check check (name ~ '\S' and length(name) <= 100),
    constraint saved_views_query_check check (jsonb_typeof(query) = 'object'),
    constraint saved_views_owner_name_key unique (owner, name)
);
