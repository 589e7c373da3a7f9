package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.reading.YamlValue.Elements;
import dev.liverun.runner.workflow.reading.YamlValue.Member;
import dev.liverun.runner.workflow.reading.YamlValue.Members;
import dev.liverun.runner.workflow.reading.YamlValue.Place;
import dev.liverun.runner.workflow.reading.YamlValue.Scalar;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into values that know where they stand. No tags, no objects, no merge keys; limits on size, depth, aliases
 * and the number of values. Plain scalars are read by the core schema of YAML 1.2: {@code no} is text, {@code 010} is
 * ten, numbers are exact.
 */
final class YamlReader {

    static final int MAX_CHARACTERS = 256 * 1024;
    private static final int MAX_DEPTH = 40;
    private static final int MAX_ALIASES = 50;
    private static final int MAX_VALUES = 20_000;
    private static final int MAX_NUMBER = 200;

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

    private final Deque<Node> open = new ArrayDeque<>();
    private int values;

    private YamlReader() {}

    static YamlValue read(String document) throws InvalidWorkflowException {
        if (document.length() > MAX_CHARACTERS) {
            throw refused(null, "", "a workflow has at most " + MAX_CHARACTERS + " characters");
        }
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowRecursiveKeys(false);
        Node root;
        try {
            root = new Yaml(new SafeConstructor(options)).compose(new StringReader(document));
        } catch (MarkedYAMLException e) {
            throw refused(e.getProblemMark(), "", e.getProblem());
        } catch (YAMLException e) {
            throw refused(null, "", String.valueOf(e.getMessage()));
        }
        if (root == null) {
            throw refused(null, "", "the document is empty");
        }
        return new YamlReader().convert(root, "");
    }

    private YamlValue convert(Node node, String path) throws InvalidWorkflowException {
        if (++values > MAX_VALUES) {
            throw refused(node.getStartMark(), path, "the document has too many values");
        }
        if (open.contains(node)) {
            throw refused(node.getStartMark(), path, "the value contains itself");
        }
        if (node.getTag() != null && !node.getTag().startsWith(Tag.PREFIX)) {
            throw refused(node.getStartMark(), path, "tags are not supported: " + node.getTag());
        }
        open.push(node);
        YamlValue value;
        if (node instanceof MappingNode mapping) {
            value = members(mapping, path);
        } else if (node instanceof SequenceNode sequence) {
            value = elements(sequence, path);
        } else {
            value = scalar((ScalarNode) node, path);
        }
        open.pop();
        return value;
    }

    private YamlValue members(MappingNode mapping, String path) throws InvalidWorkflowException {
        Map<String, Member> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            if (!(keyNode instanceof ScalarNode key)) {
                throw refused(keyNode.getStartMark(), path, "a key must be text");
            }
            if (key.getScalarStyle() == ScalarStyle.PLAIN && key.getValue().equals("<<")) {
                throw refused(keyNode.getStartMark(), path, "merge keys are not supported");
            }
            String member = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            var added = new Member(place(keyNode, member), convert(tuple.getValueNode(), member));
            if (members.put(key.getValue(), added) != null) {
                throw refused(keyNode.getStartMark(), member, "the key is there twice");
            }
        }
        return new Members(place(mapping, path), members);
    }

    private YamlValue elements(SequenceNode sequence, String path) throws InvalidWorkflowException {
        List<YamlValue> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(convert(element, path + "[" + elements.size() + "]"));
        }
        return new Elements(place(sequence, path), elements);
    }

    private static YamlValue scalar(ScalarNode scalar, String path) throws InvalidWorkflowException {
        String text = scalar.getValue();
        if (text.indexOf('\0') >= 0) {
            throw refused(scalar.getStartMark(), path, "text must not contain the character U+0000");
        }
        Object value = scalar.getScalarStyle() == ScalarStyle.PLAIN ? plain(text) : text;
        return new Scalar(place(scalar, path), value, text);
    }

    private static @Nullable Object plain(String text) {
        switch (text) {
            case "", "~", "null", "Null", "NULL":
                return null;
            case "true", "True", "TRUE":
                return Boolean.TRUE;
            case "false", "False", "FALSE":
                return Boolean.FALSE;
            default:
                if (text.length() > MAX_NUMBER) {
                    return text;
                }
                if (INTEGER.matcher(text).matches()) {
                    return new BigInteger(text);
                }
                return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : text;
        }
    }

    private static Place place(Node node, String path) {
        return place(node.getStartMark(), path);
    }

    private static Place place(@Nullable Mark mark, String path) {
        return mark == null ? new Place(1, 1, path) : new Place(mark.getLine() + 1, mark.getColumn() + 1, path);
    }

    private static InvalidWorkflowException refused(@Nullable Mark mark, String path, String message) {
        var place = place(mark, path);
        return new InvalidWorkflowException(List.of(new Finding(place.line(), place.column(), path, message)));
    }
}
