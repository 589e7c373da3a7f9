package dev.liverun.session.templates;

import dev.liverun.api.problem.Conflict;
import dev.liverun.api.problem.Violation;
import java.util.List;

/** 409: another template bears this name. */
public class TemplateNameInUse extends Conflict {

    TemplateNameInUse() {
        super("name-in-use", "The name is in use", "Another template bears this name.");
        with("violations", List.of(new Violation("name", "is borne by another template")));
    }
}
