package dev.liverun.health.definition;

import dev.liverun.health.check.CheckKind;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An absolute URL, http or https unless said otherwise, without user info (that would be a secret) and fragment. */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HttpUrl.Validator.class)
@interface HttpUrl {

    /** Whether the schemes of the other checks do as well ({@link CheckKind}). */
    boolean checks() default false;

    String message() default "must be an absolute HTTP or HTTPS URL";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Null is fine; whether a value is needed is another constraint. */
    class Validator implements ConstraintValidator<HttpUrl, String> {

        private static final int LONGEST = 2000;

        private boolean checks;

        @Override
        public void initialize(HttpUrl constraint) {
            checks = constraint.checks();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            var objection = text == null ? null : objection(text);
            if (objection == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(objection).addConstraintViolation();
            return false;
        }

        private @Nullable String objection(String text) {
            if (text.length() > LONGEST) {
                return "must have at most " + LONGEST + " characters";
            }
            URI url;
            try {
                url = new URI(text);
            } catch (URISyntaxException e) {
                return "must be a valid URL";
            }
            var kind = url.getScheme() == null ? Optional.<CheckKind>empty() : CheckKind.of(url.getScheme());
            if (kind.isEmpty() || !(checks || kind.get() == CheckKind.HTTP)) {
                return checks
                        ? "must be an absolute URL: http, https, ws, wss, tcp, tls or dns"
                        : "must be an absolute HTTP or HTTPS URL";
            }
            if (url.getRawUserInfo() != null) {
                return "must not carry user name or password: name a credential instead";
            }
            if (url.getHost() == null || url.getPort() > 65_535) {
                return "must name a host";
            }
            return url.getRawFragment() == null ? kind.get().objection(url).orElse(null) : "must not have a fragment";
        }
    }
}
