package dev.liverun.health.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.liverun.health.condition.Condition.Operator;
import dev.liverun.health.condition.Condition.Subject;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;

/** A condition that can be looked at. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Complete.Validator.class)
@interface Complete {

    String message() default "must be complete";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says what is missing, or too much. */
    class Validator implements ConstraintValidator<Complete, Condition> {

        @Override
        public boolean isValid(Condition condition, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            return name(condition, context) & value(condition, context);
        }

        private static boolean name(Condition condition, ConstraintValidatorContext context) {
            boolean named = condition.of() == Subject.HEADER || condition.of() == Subject.JSON;
            var name = condition.name();
            if (condition.of() == null || (!named && name == null)) {
                return true;
            }
            if (!named) {
                return violated("name", "belongs to HEADER and JSON", context);
            }
            if (name == null) {
                return violated("name", "is needed", context);
            }
            return condition.of() == Subject.HEADER
                    || SingularPath.isOne(name)
                    || violated("name", "must be a path such as $.node.peers[0]", context);
        }

        private static boolean value(Condition condition, ConstraintValidatorContext context) {
            var operator = condition.is();
            var value = condition.value();
            if (operator == null) {
                return true;
            }
            if (operator == Operator.EXISTS) {
                return value == null || violated("value", "does not go with EXISTS", context);
            }
            if (value == null) {
                return violated("value", "is needed", context);
            }
            if (operator == Operator.MATCHES) {
                return isExpression(value) || violated("value", "must be a regular expression (RE2)", context);
            }
            boolean number = operator == Operator.AT_LEAST || operator == Operator.AT_MOST;
            return !number || isNumber(value) || violated("value", "must be a number", context);
        }

        private static boolean violated(String field, String message, ConstraintValidatorContext context) {
            context.buildConstraintViolationWithTemplate(message)
                    .addPropertyNode(field)
                    .addConstraintViolation();
            return false;
        }

        private static boolean isExpression(String text) {
            try {
                Pattern.compile(text);
                return true;
            } catch (PatternSyntaxException e) {
                return false;
            }
        }

        private static boolean isNumber(String text) {
            try {
                return new BigDecimal(text).precision() <= 30;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }
}
