-- Configurations that were saved to start sessions from.
create table session_templates (
    id            uuid        primary key,
    name          text        not null,
    description   text,
    configuration jsonb       not null,
    created_by    text        not null,
    created_at    timestamptz not null,
    version       bigint      not null,
    constraint session_templates_name_key unique (name),
    constraint session_templates_name_check check (name ~ '\S' and length(name) <= 200),
    constraint session_templates_description_check check (length(description) <= 10000),
    constraint session_templates_configuration_check check (jsonb_typeof(configuration) = 'object'),
    constraint session_templates_version_check check (version >= 1)
);
