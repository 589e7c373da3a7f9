-- Findings of testing (specification: FeedbackReport).
create table feedback_reports (
    id                  uuid        primary key,
    session_id          uuid        not null,
    endpoint_id         uuid,
    -- The test result that it was filed from.
    result_id           uuid,
    title               text        not null,
    description         text        not null,
    category            text        not null,
    -- By rank, so that the queue's index sorts: LOW, MEDIUM, HIGH, CRITICAL.
    priority            smallint    not null,
    -- By rank: OPEN, IN_PROGRESS, RESOLVED, CLOSED.
    status              smallint    not null,
    github_issue_number integer,
    github_issue_url    text,
    reported_by         text        not null,
    reported_at         timestamptz not null,
    resolved_at         timestamptz,
    metadata            jsonb       not null default '{}',
    -- What was going on when it was filed: environment, health, last results. Never changed.
    evidence            jsonb       not null default '{}',
    attachment_count    integer     not null default 0,
    version             bigint      not null,

    -- As long as GitHub's may be, because one may come from there.
    constraint feedback_reports_title_check check (title ~ '\S' and length(title) <= 256),
    constraint feedback_reports_description_check check (description ~ '\S' and length(description) <= 20000),
    constraint feedback_reports_category_check
        check (category in ('INTEGRATION', 'UX', 'PERFORMANCE', 'SECURITY', 'OTHER')),
    constraint feedback_reports_priority_check check (priority between 0 and 3),
    constraint feedback_reports_status_check check (status between 0 and 3),
    constraint feedback_reports_github_issue_number_check check (github_issue_number > 0),
    constraint feedback_reports_github_issue_check
        check ((github_issue_number is null) = (github_issue_url is null)),
    constraint feedback_reports_resolved_at_check
        check ((resolved_at is not null) = (status >= 2) and resolved_at >= reported_at),
    constraint feedback_reports_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint feedback_reports_evidence_check check (jsonb_typeof(evidence) = 'object'),
    constraint feedback_reports_attachment_count_check check (attachment_count >= 0)
);

-- The queue: open ones first, the most urgent first, the oldest first.
create index feedback_reports_status_priority on feedback_reports (status, priority desc, reported_at, id);
create index feedback_reports_github_issue_number on feedback_reports (github_issue_number);
create index feedback_reports_session on feedback_reports (session_id, reported_at, id);
create index feedback_reports_result on feedback_reports (result_id) where result_id is not null;

-- Files of reports (specification: FeedbackAttachment).
create table feedback_attachments (
    id           uuid        primary key,
    feedback_id  uuid        not null references feedback_reports,
    filename     text        not null,
    -- Our own key in the file store, nothing that an uploader named.
    file_path    text        not null,
    content_type text        not null,
    file_size    bigint      not null,
    sha256       text        not null,
    uploaded_by  text        not null,
    uploaded_at  timestamptz not null,

    constraint feedback_attachments_filename_check check (filename ~ '\S' and length(filename) <= 255),
    constraint feedback_attachments_file_path_key unique (file_path),
    constraint feedback_attachments_file_size_check check (file_size > 0),
    constraint feedback_attachments_sha256_check check (sha256 ~ '^[0-9a-f]{64}$')
);

create index feedback_attachments_feedback on feedback_attachments (feedback_id, uploaded_at, id);

-- The one issue of a report, and how far it is on its way. Written together with the report.
create table github_links (
    feedback_id  uuid        primary key references feedback_reports,
    repository   text        not null,
    state        text        not null,
    -- Why it is FAILED, or what is waited for; for people.
    reason       text,
    issue_number integer,
    -- When there is something to do; null when there is not.
    due_at       timestamptz,
    -- Whoever works on it holds it until then; a later holder has a larger epoch.
    leased_until timestamptz,
    epoch        bigint      not null default 0,
    attempts     integer     not null default 0,
    -- Since when GitHub may have the issue.
    sent_at      timestamptz,
    -- GitHub told us that something changed.
    dirty        boolean     not null default false,
    -- What was changed on both sides, until somebody has seen it.
    conflict     text,
    -- What both sides agreed on last: what differs from it has changed on that side.
    synced_title text,
    synced_open  boolean,

    constraint github_links_state_check
        check (state in ('PENDING', 'SENDING', 'UNKNOWN', 'LINKED', 'FAILED', 'DETACHED')),
    constraint github_links_linked_check check (state not in ('LINKED', 'DETACHED') or issue_number is not null),
    constraint github_links_issue_key unique (repository, issue_number)
);

create index github_links_due on github_links (due_at) where due_at is not null;

-- Each repository's pace (content creation: one at a time, a second apart) and how far it was reconciled.
create table github_repositories (
    name             text        primary key,
    next_write_at    timestamptz not null default now(),
    -- GitHub asked for patience, or could not be reached.
    paused_until     timestamptz,
    reconciled_until timestamptz
);

-- Webhook deliveries, each taken once.
create table github_deliveries (
    id          text        primary key,
    event       text        not null,
    repository  text        not null,
    received_at timestamptz not null default now()
);

create index github_deliveries_received_at on github_deliveries (received_at);

-- What other services told us.
create table session_view (
    id            uuid    primary key,
    version       bigint  not null,
    name          text    not null,
    status        text    not null,
    tester_id     text    not null,
    participants  jsonb   not null,
    configuration jsonb   not null,
    purged        boolean not null default false
);

create table result_view (
    id             uuid        primary key,
    session_id     uuid        not null,
    endpoint_id    uuid        not null,
    endpoint_name  text        not null,
    test_name      text        not null,
    status         text        not null,
    completed_at   timestamptz not null,
    error_details  text,
    failure_class  text,
    failure_reason text
);

create index result_view_session on result_view (session_id, completed_at desc);
create index result_view_completed_at on result_view (completed_at);

create table health_view (
    endpoint_id   uuid        primary key,
    endpoint_name text        not null,
    sequence      bigint      not null,
    status        text        not null,
    reason        text        not null,
    since         timestamptz not null
);
