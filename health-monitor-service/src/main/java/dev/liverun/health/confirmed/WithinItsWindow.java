package dev.liverun.health.confirmed;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** {@code checks} is at most {@code of}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = WithinItsWindow.Validator.class)
@interface WithinItsWindow {

    String message() default "must not exceed 'of'";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Names {@code checks} as the violated field. */
    class Validator implements ConstraintValidator<WithinItsWindow, Confirmation.Threshold> {
        @Override
        public boolean isValid(Confirmation.Threshold threshold, ConstraintValidatorContext context) {
            if (threshold.checks() <= threshold.of()) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("checks")
                    .addConstraintViolation();
            return false;
        }
    }
}
