package dev.liverun.health.condition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Pattern;
import dev.liverun.health.condition.Condition.Operator;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Reached;
import dev.liverun.integrations.redaction.KnownSecrets;
import dev.liverun.integrations.redaction.Redactor;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of a call, looked at: a body is read as JSON at most once, and only if somebody asks. */
public final class Looked {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_CAPTURE = 200;

    private final CallOutcome outcome;
    private final Optional<Answered> answer;
    private @Nullable JsonNode json;

    public Looked(CallOutcome outcome) {
        this.outcome = outcome;
        this.answer = outcome instanceof Answered answered ? Optional.of(answered) : Optional.empty();
    }

    /** The first condition that does not hold; those that make the endpoint UNHEALTHY come first. */
    public Optional<Condition> broken(List<Condition> conditions) {
        return conditions.stream().filter(one -> !holds(one)).min((one, other) -> one.otherwise()
                .compareTo(other.otherwise()));
    }

    /** What the condition asks for, in words; never what was answered, which may be anything. */
    public static String sentence(Condition condition) {
        return condition.of() + (condition.name() == null ? "" : " " + condition.name()) + " must be: " + condition.is()
                + (condition.value() == null ? "" : " " + condition.value()) + ".";
    }

    /**
     * The values at these paths, by the names they are to have, redacted as everything that is recorded of a call; those
     * that are not there are left out.
     */
    public Map<String, Object> captured(Map<String, String> captures, Redactor redactor) {
        var found = new LinkedHashMap<String, Object>();
        captures.forEach((name, text) -> {
            var path = SingularPath.of(text);
            var node = path.in(json());
            if (node.isMissingNode() || node.isNull()) {
                return;
            }
            boolean secret = redactor.isSensitive(name) || path.names().anyMatch(redactor::isSensitive);
            put(found, name, secret ? TextNode.valueOf(KnownSecrets.MASK) : redactor.json(node));
        });
        return found;
    }

    private static void put(Map<String, Object> found, String name, JsonNode node) {
        if (node.isNumber()) {
            found.put(name, node.decimalValue());
        } else if (node.isBoolean()) {
            found.put(name, node.booleanValue());
        } else {
            var text = node.isTextual() ? node.textValue() : node.toString();
            found.put(name, text.length() > LONGEST_CAPTURE ? text.substring(0, LONGEST_CAPTURE) : text);
        }
    }

    boolean holds(Condition condition) {
        var operator = condition.is();
        if (operator == null) {
            throw new IllegalStateException("not validated");
        }
        var actual = actual(condition);
        if (actual.isEmpty()) {
            return operator == Operator.NOT_EQUALS;
        }
        var value = condition.value() == null ? "" : condition.value();
        return switch (operator) {
            case EXISTS -> true;
            case EQUALS -> actual.get().equals(value);
            case NOT_EQUALS -> !actual.get().equals(value);
            case CONTAINS -> actual.get().contains(value);
            case MATCHES -> Pattern.compile(value).matcher(actual.get()).find();
            case AT_LEAST ->
                compared(actual.get(), value).filter(order -> order >= 0).isPresent();
            case AT_MOST ->
                compared(actual.get(), value).filter(order -> order <= 0).isPresent();
        };
    }

    private Optional<String> actual(Condition condition) {
        var subject = condition.of();
        var name = condition.name() == null ? "" : condition.name();
        if (subject == null) {
            throw new IllegalStateException("not validated");
        }
        return switch (subject) {
            case HEADER -> answer.flatMap(answered -> answered.headers().first(name));
            case BODY -> answer.map(answered -> answered.body().text());
            case JSON -> text(SingularPath.of(name).in(json()));
            case RESPONSE_TIME_MS -> Optional.of(Long.toString(outcome.timings().totalMillis()));
            case CERTIFICATE_DAYS -> certificateDays();
            case ADDRESSES ->
                outcome instanceof Reached reached
                        ? Optional.of(String.join(" ", reached.addresses()))
                        : Optional.empty();
        };
    }

    private Optional<String> certificateDays() {
        var now = outcome.attempts().get(outcome.attempts().size() - 1).startedAt();
        return outcome.tls()
                .map(tls -> Long.toString(Duration.between(now, tls.notAfter()).toDays()));
    }

    private JsonNode json() {
        var known = json;
        if (known == null) {
            known = parsed();
            json = known;
        }
        return known;
    }

    private JsonNode parsed() {
        if (answer.isEmpty() || answer.get().body().truncated()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(answer.get().body().text());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<String> text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(node.isTextual() ? node.textValue() : node.toString());
    }

    private static Optional<Integer> compared(String actual, String value) {
        try {
            return actual.length() > 100
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(actual.strip()).compareTo(new BigDecimal(value)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
