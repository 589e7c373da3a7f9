package dev.liverun.api.errors;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.util.ClassUtil;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the Java path of a constraint violation ({@code create.request.steps[2].baseUrl}) into what the caller wrote
 * ({@code steps[2].base_url}), or into the name of the parameter.
 */
@ApplicationScoped
class JsonNames {

    private final ObjectMapper mapper;

    JsonNames(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    String of(ConstraintViolation<?> violation) {
        var nodes = new ArrayList<Path.Node>();
        violation.getPropertyPath().forEach(nodes::add);
        var name = new StringBuilder();
        @Nullable JavaType type = typeOf(violation.getRootBeanClass());
        for (var node : nodes) {
            if (node.getKind() == ElementKind.METHOD) {
                continue;
            }
            if (node.getKind() == ElementKind.PARAMETER) {
                var parameter = parameterOf(violation.getRootBeanClass(), nodes, node.as(Path.ParameterNode.class));
                var declared = parameter == null ? null : declaredName(parameter);
                append(name, declared);
                type = parameter == null ? null : mapper.constructType(parameter.getParameterizedType());
                continue;
            }
            type = step(name, node, type);
        }
        return name.length() == 0 ? "body" : name.toString();
    }

    private @Nullable JavaType step(StringBuilder name, Path.Node node, @Nullable JavaType type) {
        var owner = type;
        if (node.isInIterable()) {
            if (node.getIndex() != null) {
                name.append('[').append(node.getIndex()).append(']');
            } else if (node.getKey() != null) {
                append(name, String.valueOf(node.getKey()));
            }
            owner = type == null ? null : type.getContentType();
        }
        if (node.getKind() != ElementKind.PROPERTY || node.getName() == null) {
            return type;
        }
        var property = propertyOf(owner, node.getName());
        if (property != null) {
            append(name, property.getName());
            return property.getPrimaryType();
        }
        var field = owner == null ? null : fieldOf(owner.getRawClass(), node.getName());
        var declared = field == null ? null : declaredName(field);
        append(name, declared != null ? declared : snakeCase(node.getName()));
        return field == null ? null : mapper.constructType(field.getGenericType());
    }

    private @Nullable BeanPropertyDefinition propertyOf(@Nullable JavaType owner, String javaName) {
        if (owner == null || owner.isContainerType() || ClassUtil.isJDKClass(owner.getRawClass())) {
            return null;
        }
        var field = fieldOf(owner.getRawClass(), javaName);
        if (field != null && declaredName(field) != null) {
            return null;
        }
        return mapper.getDeserializationConfig().introspect(owner).findProperties().stream()
                .filter(property -> property.getInternalName().equals(javaName))
                .findFirst()
                .orElse(null);
    }

    private @Nullable JavaType typeOf(@Nullable Class<?> root) {
        return root == null ? null : mapper.constructType(root);
    }

    private static @Nullable Parameter parameterOf(
            Class<?> resource, List<Path.Node> nodes, Path.ParameterNode parameter) {
        for (var node : nodes) {
            if (node.getKind() == ElementKind.METHOD) {
                var types = node.as(Path.MethodNode.class).getParameterTypes().toArray(Class<?>[]::new);
                var method = methodOf(resource, String.valueOf(node.getName()), types);
                return method == null ? null : method.getParameters()[parameter.getParameterIndex()];
            }
        }
        return null;
    }

    /** The annotations are on the class that was written; a proxy of it repeats the method without them. */
    private static @Nullable Method methodOf(Class<?> resource, String name, Class<?>[] types) {
        Method found = null;
        for (Class<?> type = resource; type != null && type != Object.class; type = type.getSuperclass()) {
            for (var method : type.getDeclaredMethods()) {
                if (method.getName().equals(name) && java.util.Arrays.equals(method.getParameterTypes(), types)) {
                    found = method;
                }
            }
        }
        return found;
    }

    private static @Nullable Field fieldOf(Class<?> owner, String name) {
        for (Class<?> type = owner; type != null && type != Object.class; type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        return null;
    }

    /** Null for the body and for groups of parameters: their own name means nothing to a caller. */
    private static @Nullable String declaredName(AnnotatedElement element) {
        if (element.isAnnotationPresent(BeanParam.class)) {
            return null;
        }
        for (Annotation annotation : element.getAnnotations()) {
            if (annotation instanceof QueryParam query) {
                return query.value();
            } else if (annotation instanceof PathParam path) {
                return path.value();
            } else if (annotation instanceof HeaderParam header) {
                return header.value();
            } else if (annotation instanceof FormParam form) {
                return form.value();
            }
        }
        var simple = element.getAnnotations().length == 0 ? "" : restName(element);
        return simple.isEmpty() ? null : simple;
    }

    /** {@code @RestQuery} and its siblings name a parameter themselves, or leave it to the Java name. */
    private static String restName(AnnotatedElement element) {
        for (Annotation annotation : element.getAnnotations()) {
            if (annotation.annotationType().getPackageName().equals("org.jboss.resteasy.reactive")
                    && annotation.annotationType().getSimpleName().startsWith("Rest")) {
                if (element instanceof Parameter parameter) {
                    return snakeCase(parameter.getName());
                }
                if (element instanceof Field field) {
                    return snakeCase(field.getName());
                }
            }
        }
        return "";
    }

    private static void append(StringBuilder name, @Nullable String part) {
        if (part != null) {
            name.append(name.length() == 0 ? "" : ".").append(part);
        }
    }

    private static String snakeCase(String javaName) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(javaName);
    }
}
