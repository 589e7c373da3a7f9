package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.template.Template;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.util.Map;

/**
 * A request with its values still open.
 *
 * @param url relative to the endpoint's base URL; values that are put into it are percent-encoded
 * @param authenticated whether the endpoint's credentials go with it
 * @param followRedirects if not, a redirect is the answer
 */
public record RequestTemplate(
        String method,
        Template url,
        Map<String, Template> headers,
        Map<String, ValueTemplate> query,
        BodyTemplate body,
        boolean authenticated,
        boolean followRedirects) {}
