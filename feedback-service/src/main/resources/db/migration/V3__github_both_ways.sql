-- Every field of a report and its issue both ways, what clashes, what is held back, where issues go, and GitHub's limits.
alter table github_links
    -- The report's, by which the most urgent link is found without looking at the others.
    add column priority    smallint not null default 1,
    -- What both sides agreed on last, by field; a field that is missing was never agreed on.
    add column agreed      jsonb not null default '{}',
    -- GitHub's updated_at of the issue when it was looked at last.
    add column seen_at     timestamptz,
    -- Since when the two sides may differ; null while they agree.
    add column behind_since timestamptz,
    -- Why something of it is not made public until somebody consents: [{"part": …, "kinds": […]}].
    add column held        jsonb,
    -- Labels that this repository's issues get from its mapping.
    add column labels      text[] not null default '{}',
    add column assignees   text[] not null default '{}',
    add column template    text;

update github_links
   set agreed = jsonb_strip_nulls(jsonb_build_object('title', synced_title, 'open', synced_open)),
       behind_since = case when state in ('PENDING', 'SENDING', 'UNKNOWN') or dirty then now() end;

update github_links link set priority = report.priority from feedback_reports report where report.id = link.feedback_id;

alter table github_links drop column synced_title, drop column synced_open, drop column conflict;

create index github_links_pending on github_links (priority desc, due_at)
    where due_at is not null and state = 'PENDING';
create index github_links_other on github_links (priority desc, due_at)
    where due_at is not null and state <> 'PENDING';
create index github_links_behind on github_links (behind_since) where behind_since is not null;

-- One field that both sides changed differently. GitHub's value was taken; ours stands here until somebody decides.
create table github_conflicts (
    id          uuid        primary key,
    feedback_id uuid        not null references feedback_reports,
    field       text        not null,
    agreed      text,
    ours        text        not null,
    theirs      text        not null,
    found_at    timestamptz not null,
    settled_at  timestamptz,
    settled_by  text,
    -- OURS or THEIRS.
    kept        text,

    constraint github_conflicts_kept_check check (kept in ('OURS', 'THEIRS')),
    constraint github_conflicts_settled_check check ((settled_at is null) = (kept is null))
);

create index github_conflicts_feedback on github_conflicts (feedback_id, found_at, id);
create index github_conflicts_open on github_conflicts (found_at) where settled_at is null;

-- GitHub counts by token, not by repository: one row for all, and what was written in the last hour.
create table github_pace (
    singleton     boolean     primary key default true check (singleton),
    next_write_at timestamptz not null default '-infinity',
    -- GitHub asked for patience, or could not be reached.
    paused_until  timestamptz,
    -- How often in a row it could not.
    failures      integer     not null default 0
);

insert into github_pace default values;

create table github_writes (
    id bigint      generated always as identity primary key,
    at timestamptz not null
);

create index github_writes_at on github_writes (at);

alter table github_repositories drop column next_write_at, drop column paused_until;

-- Where issues go, and what they get there: the first that fits.
create table github_mappings (
    position    integer primary key,
    category    text,
    endpoint_id uuid,
    repository  text    not null,
    labels      text[]  not null,
    assignees   text[]  not null,
    template    text,

    constraint github_mappings_category_check
        check (category in ('INTEGRATION', 'UX', 'PERFORMANCE', 'SECURITY', 'OTHER'))
);

-- That a text may become public although it looks sensitive: this text, and no other.
create table github_consents (
    feedback_id uuid        not null references feedback_reports,
    sha256      text        not null,
    given_by    text        not null,
    given_at    timestamptz not null,
    primary key (feedback_id, sha256)
);
