package dev.liverun.health.check;

import dev.liverun.integrations.Headers;
import dev.liverun.integrations.OutgoingRequest;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Headers that can be sent, none of which looks as if it carried a secret. */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = SecretFreeHeaders.Validator.class)
public @interface SecretFreeHeaders {

    String message() default "must be headers";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says which header, and why. */
    class Validator implements ConstraintValidator<SecretFreeHeaders, Map<String, String>> {

        private static final Pattern SECRET = Pattern.compile(
                "authorization|cookie|token|secret|password|api-?key|signature", Pattern.CASE_INSENSITIVE);
        private static final Pattern OURS = Pattern.compile("host|content-length|transfer-encoding|connection");

        @Override
        public boolean isValid(@Nullable Map<String, String> headers, ConstraintValidatorContext context) {
            if (headers == null) {
                return true;
            }
            for (var header : headers.entrySet()) {
                var objection = objection(header.getKey(), header.getValue());
                if (objection != null) {
                    context.disableDefaultConstraintViolation();
                    context.buildConstraintViolationWithTemplate(objection.replaceAll("[${}\\\\]", "?"))
                            .addConstraintViolation();
                    return false;
                }
            }
            return true;
        }

        private static @Nullable String objection(String name, @Nullable String value) {
            if (value == null) {
                return "the header " + name + " has no value";
            }
            if (SECRET.matcher(name).find()) {
                return "must not carry secrets such as " + name + ": name a credential instead";
            }
            if (OURS.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                return "must not set " + name;
            }
            try {
                OutgoingRequest.to("GET", "/").headers(Headers.of(name, value)).build();
                return null;
            } catch (IllegalArgumentException e) {
                return "must be valid HTTP headers";
            }
        }
    }
}
