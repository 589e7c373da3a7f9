-- With the priority, so that those that are to be resolved are counted in the index alone.
drop index feedback_reports_due;
create index feedback_reports_due on feedback_reports (due_at, id) include (priority)
    where withdrawn_at is null and status < 2;
