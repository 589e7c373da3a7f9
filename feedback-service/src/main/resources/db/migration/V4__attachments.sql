-- A small picture of an image, under its own key; made of its pixels alone, so that nothing else of the file is in it.
alter table feedback_attachments add column thumbnail_path text unique;
