package dev.liverun.events;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds a record that was read against its own declaration: what is not {@code @Nullable} must be there. */
final class Required {

    private record Component(RecordComponent declared, boolean nullable) {}

    private static final Map<Class<?>, Component[]> COMPONENTS = new ConcurrentHashMap<>();

    private Required() {}

    static void check(Record value) throws IOException {
        check(value, "");
    }

    private static void check(Object value, String path) throws IOException {
        if (value instanceof Record) {
            for (var component : COMPONENTS.computeIfAbsent(value.getClass(), Required::componentsOf)) {
                checkComponent(value, component, path);
            }
        } else if (value instanceof Collection<?> items) {
            int index = 0;
            for (var item : items) {
                requirePresent(item, path + "[" + index + "]");
                check(item, path + "[" + index + "].");
                index++;
            }
        }
    }

    private static void checkComponent(Object owner, Component component, String path) throws IOException {
        var name = path + component.declared().getName();
        @Nullable Object value;
        try {
            value = component.declared().getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IOException("cannot read " + name, e);
        }
        if (value != null) {
            check(value, name + ".");
        } else if (!component.nullable()) {
            requirePresent(null, name);
        }
    }

    private static void requirePresent(@Nullable Object value, String name) throws IOException {
        if (value == null) {
            throw new IOException("missing: " + name);
        }
    }

    private static Component[] componentsOf(Class<?> type) {
        var declared = type.getRecordComponents();
        var components = new Component[declared.length];
        for (int i = 0; i < declared.length; i++) {
            components[i] =
                    new Component(declared[i], declared[i].getAnnotatedType().isAnnotationPresent(Nullable.class));
        }
        return components;
    }
}
