package io.vqtrace.analyzer.render;

import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * Records, maps, collections and scalars as JSON. Component names become snake case; null stays, because it says "not
 * observable". Jackson's data binding would do the same but costs most of the start-up budget to load.
 */
final class JsonWriter {

    private JsonWriter() {}

    static void write(String schema, Object content, Writer out) throws IOException {
        write(
                json -> {
                    json.writeStringProperty("schema", schema);
                    components(json, content);
                },
                out);
    }

    /** Writes an object that has no schema of ours. */
    static void write(Map<String, Object> content, Writer out) throws IOException {
        write(json -> components(json, content), out);
    }

    private static void write(Consumer<JsonGenerator> members, Writer out) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(new Pretty(), out)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        out.append('\n');
    }

    private static void components(JsonGenerator json, Object content) {
        if (content instanceof Map<?, ?> map) {
            map.forEach((key, value) -> property(json, key.toString(), value));
            return;
        }
        for (RecordComponent component : content.getClass().getRecordComponents()) {
            property(json, snakeCase(component.getName()), componentValue(component, content));
        }
    }

    private static void property(JsonGenerator json, String name, Object value) {
        json.writeName(name);
        value(json, value);
    }

    private static void value(JsonGenerator json, Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String || value instanceof Character || value instanceof Enum<?>) {
            json.writeString(value.toString());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isFinite(number)) {
                json.writeNumber(number);
            } else {
                json.writeNull();
            }
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Iterable<?> elements) {
            json.writeStartArray();
            elements.forEach(element -> value(json, element));
            json.writeEndArray();
        } else if (value instanceof Map || value instanceof Record) {
            json.writeStartObject();
            components(json, value);
            json.writeEndObject();
        } else {
            json.writeString(value.toString());
        }
    }

    private static Object componentValue(RecordComponent component, Object content) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // the record need not be public
            return accessor.invoke(content);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot read " + component + " of " + content.getClass(), e);
        }
    }

    /** {@code outBytes} becomes {@code out_bytes}; digits stay with their word. */
    static String snakeCase(String camelCase) {
        StringBuilder snake = new StringBuilder();
        for (char c : camelCase.toCharArray()) {
            if (Character.isUpperCase(c)) {
                snake.append('_').append(Character.toLowerCase(c));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }

    private static final class Pretty extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        }
    }
}
