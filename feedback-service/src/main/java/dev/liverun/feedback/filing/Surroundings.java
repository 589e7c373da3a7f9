package dev.liverun.feedback.filing;

import dev.liverun.feedback.views.KnownHealth;
import dev.liverun.feedback.views.KnownResult;
import dev.liverun.feedback.views.KnownSession;
import java.util.List;
import java.util.Optional;

/**
 * What is known here about where a report is filed.
 *
 * @param session empty when it is not known here
 * @param latest the session's last results, the newest first
 * @param health every integration's, by name
 */
record Surroundings(Optional<KnownSession> session, List<KnownResult> latest, List<KnownHealth> health) {}
