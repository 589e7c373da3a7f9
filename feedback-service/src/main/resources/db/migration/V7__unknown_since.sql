-- Since when nobody sends an issue any more that may be there: since its attempt ended, or the lease of a holder that was gone.
alter table github_links add column unknown_since timestamptz;
