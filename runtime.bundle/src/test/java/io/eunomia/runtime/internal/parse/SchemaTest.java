package io.eunomia.runtime.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.runtime.descriptor.TrackerPackage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schema and the parser know the same keys. */
class SchemaTest {

    /** An unknown key is warned of together with all keys that are known there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "own          | {'eunomia': 1, 'data': 'OBJECT', '?': 0}",
            "seed         | {'name': '', 'data': 'OBJECT', 'data_sz': SIZE, 'maps': [], 'progs': [], '?': 0}",
            "program      | {'eunomia': 1, 'data': 'OBJECT', 'programs': {'handle_open': {'?': 0}}}",
            "alternatives | {'eunomia': 1, 'data': 'OBJECT', 'alternatives': [{'choices': ['handle_open'], '?': 0}]}",
            "argument     | {'eunomia': 1, 'data': 'OBJECT', 'args': {'verbose': {'?': 0}}}",
            "event        | {'eunomia': 1, 'data': 'OBJECT', 'events': [{'map': 'rb', '?': 0}]}",
            "table        | {'eunomia': 1, 'data': 'OBJECT', 'tables': [{'map': 'counts', '?': 0}]}",
            "fieldObject  | {'eunomia': 1, 'data': 'OBJECT', 'events': [{'map': 'rb', 'fields': [{'name': 'pid', '?': 0}]}]}",
            "requirements | {'eunomia': 1, 'data': 'OBJECT', 'requires': {'?': 0}}"})
    void knows_the_keys_that_the_parser_asks_for(String definition, String json) throws IOException {
        List<String> warnings = Parsing.parse(json.replace("OBJECT", SampleObject.base64())
                .replace("SIZE", "" + SampleObject.bytes().length)).warnings();

        String known = warnings.get(0).substring(warnings.get(0).indexOf("known here: ") + "known here: ".length());
        Set<String> asked = new TreeSet<>(List.of(known.split(", ")));
        Set<String> published = new TreeSet<>();
        members(definition).keySet().forEach(name -> published.add((String) name));
        if (definition.equals("own")) {
            // Read in a bundle only.
            assertThat(published.remove("object")).isTrue();
        }
        assertThat(published).isEqualTo(asked);
    }

    @Test
    void knows_the_compressions() throws IOException {
        Map<?, ?> compression = (Map<?, ?>) members("own").get("compression");

        assertThat(new ArrayList<Object>((List<?>) compression.get("enum"))).isEqualTo(Compression.labels());
    }

    private static Map<?, ?> members(String definition) throws IOException {
        try (InputStream in = TrackerPackage.class.getResourceAsStream("package.schema.json")) {
            Map<?, ?> definitions = (Map<?, ?>) JSON.std.mapFrom(in).get("$defs");
            return (Map<?, ?>) ((Map<?, ?>) definitions.get(definition)).get("properties");
        }
    }
}
