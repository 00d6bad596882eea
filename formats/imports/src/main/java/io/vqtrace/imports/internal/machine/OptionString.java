package io.vqtrace.imports.internal.machine;

import io.vqtrace.imports.internal.facts.BoundedJson;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The argument of an option of QEMU: {@code key=value,…}, where a doubled comma stands for itself, a first value without a
 * key belongs to the option's implied key, and a word alone is a switch; or JSON, whose members are named by dotted paths.
 */
final class OptionString {
    private static final BoundedJson JSON = new BoundedJson();

    private OptionString() {}

    /**
     * Parses an argument.
     *
     * @param text the argument, null if the option has none
     * @param impliedKey key of a first value without one, null if the option has none
     * @return values by key, in order
     * @throws MachineSyntaxException if it is broken JSON
     */
    static Map<String, String> parse(String text, String impliedKey) throws MachineSyntaxException {
        Map<String, String> values = new LinkedHashMap<>();
        if (text == null) {
            return values;
        }
        if (text.startsWith("{")) {
            try {
                flatten("", JSON.parse(text), values);
            } catch (JacksonException e) {
                throw new MachineSyntaxException("an option in JSON cannot be read: " + BoundedJson.reason(e), e);
            }
            return values;
        }
        int at = 0;
        while (at <= text.length()) {
            int end = end(text, at);
            put(text.substring(at, end).replace(",,", ","), at == 0 ? impliedKey : null, values);
            at = end + 1;
        }
        return values;
    }

    private static int end(String text, int from) {
        int comma = text.indexOf(',', from);
        while (comma >= 0 && text.startsWith(",,", comma)) {
            comma = text.indexOf(',', comma + 2);
        }
        return comma < 0 ? text.length() : comma;
    }

    private static void put(String part, String impliedKey, Map<String, String> values) {
        int equals = part.indexOf('=');
        if (equals > 0) {
            values.put(part.substring(0, equals), part.substring(equals + 1));
        } else if (impliedKey != null) {
            values.put(impliedKey, part);
        } else if (part.startsWith("no") && part.length() > 2) {
            values.put(part, "on");
            values.put(part.substring(2), "off");
        } else if (!part.isEmpty()) {
            values.put(part, "on");
        }
    }

    private static void flatten(String path, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> flatten(
                            path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                            member.getValue(),
                            values));
        } else if (node.isArray()) {
            int index = 0;
            for (JsonNode element : node) {
                flatten(path + "." + index++, element, values);
            }
        } else if (node.isBoolean()) {
            values.put(path, node.booleanValue() ? "on" : "off");
        } else if (!node.isNull()) {
            values.put(path, node.asString());
        }
    }
}
