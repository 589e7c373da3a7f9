-- When it was found that the file of a section is gone.
alter table health_archive add column missing_since timestamptz;
