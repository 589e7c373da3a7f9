package dev.liverun.api.security;

import java.util.Set;

record KnownCaller(String subject, String displayName, Set<String> roles) implements Caller {

    KnownCaller {
        roles = Set.copyOf(roles);
    }
}
