-- The few links that somebody has to do something about.
create index github_links_held on github_links (feedback_id) where held is not null;
create index github_links_failed on github_links (feedback_id) where state in ('FAILED', 'DETACHED');
