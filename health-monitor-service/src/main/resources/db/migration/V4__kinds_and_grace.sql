-- What is checked besides HTTP: the scheme of the URL says it.
alter table integration_endpoints
    drop constraint integration_endpoints_health_check_url,
    add constraint integration_endpoints_health_check_url
        check (health_check_url ~ '^(https?|wss?|tcp|tls|dns)://[^/?#[:space:]@]+([/?][^[:space:]#]*)?$');

-- Since when every check was worse than what is believed; nothing is believed before the endpoint's grace is over.
alter table endpoint_health add column worse_since timestamptz;
