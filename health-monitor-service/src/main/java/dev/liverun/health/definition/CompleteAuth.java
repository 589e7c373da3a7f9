package dev.liverun.health.definition;

import dev.liverun.events.contract.AuthType;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What {@code auth_type} needs is there. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CompleteAuth.Validator.class)
@interface CompleteAuth {

    String message() default "is needed for this auth_type";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Names every missing field. */
    class Validator implements ConstraintValidator<CompleteAuth, EndpointRequest> {
        @Override
        public boolean isValid(EndpointRequest request, ConstraintValidatorContext context) {
            var type = request.authType();
            context.disableDefaultConstraintViolation();
            boolean complete = true;
            if (type != null && type != AuthType.NONE && request.credential() == null) {
                complete = missing("credential", context);
            }
            if (type == AuthType.OAUTH && request.tokenUrl() == null) {
                complete = missing("tokenUrl", context);
            }
            return complete;
        }

        private static boolean missing(String field, ConstraintValidatorContext context) {
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode(field)
                    .addConstraintViolation();
            return false;
        }
    }
}
