package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.reading.YamlValue.Elements;
import dev.liverun.runner.workflow.reading.YamlValue.Members;
import dev.liverun.runner.workflow.reading.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of the document as plain Java, without its places. */
final class Plain {

    private Plain() {}

    static @Nullable Object of(YamlValue value) {
        if (value instanceof Scalar scalar) {
            return scalar.value();
        }
        if (value instanceof Elements list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.elements().forEach(element -> elements.add(of(element)));
            return elements;
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        ((Members) value).members().forEach((name, member) -> members.put(name, of(member.value())));
        return members;
    }
}
