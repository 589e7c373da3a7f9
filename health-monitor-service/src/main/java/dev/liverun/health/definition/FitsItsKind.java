package dev.liverun.health.definition;

import dev.liverun.health.check.CheckDefinition;
import dev.liverun.health.check.CheckKind;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A check that sends no request has no answer that conditions or captures could look at. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = FitsItsKind.Validator.class)
@interface FitsItsKind {

    String message() default "need an answer, which this kind of check has not";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Names what does not fit. */
    class Validator implements ConstraintValidator<FitsItsKind, EndpointRequest> {

        @Override
        public boolean isValid(EndpointRequest request, ConstraintValidatorContext context) {
            var check = request.healthCheck();
            if (check == null || sendsRequest(request.healthCheckUrl())) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            return fits(!check.captures().isEmpty(), "captures", context)
                    & fits(looksAtAnswer(check), "conditions", context);
        }

        private static boolean sendsRequest(@Nullable String url) {
            if (url == null || url.indexOf(':') < 0) {
                return true;
            }
            return CheckKind.of(url.substring(0, url.indexOf(':')))
                    .map(CheckKind::sendsRequest)
                    .orElse(true);
        }

        private static boolean looksAtAnswer(CheckDefinition check) {
            return check.conditions().stream().filter(Objects::nonNull).anyMatch(one -> one.needsAnswer());
        }

        private static boolean fits(boolean unfit, String field, ConstraintValidatorContext context) {
            if (unfit) {
                context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                        .addPropertyNode("healthCheck")
                        .addPropertyNode(field)
                        .addConstraintViolation();
            }
            return !unfit;
        }
    }
}
