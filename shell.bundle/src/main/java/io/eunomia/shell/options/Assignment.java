package io.eunomia.shell.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An option's value {@code NAME=VALUE}. A name may be given several times, and the value may contain an equals sign. */
record Assignment(String name, String value) {

    /** Used by picocli. */
    static final class Converter implements ITypeConverter<Assignment> {
        @Override
        public Assignment convert(String text) {
            int equals = text.indexOf('=');
            if (equals <= 0 || equals == text.length() - 1) {
                throw new TypeConversionException("\"" + text + "\" is not of the form NAME=VALUE");
            }
            return new Assignment(text.substring(0, equals), text.substring(equals + 1));
        }
    }

    static Map<String, List<String>> lists(List<Assignment> all) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        all.forEach(one -> lists.computeIfAbsent(one.name(), name -> new ArrayList<>()).add(one.value()));
        return lists;
    }

    /** A map by name; if a name has several values, the last one counts. */
    static Map<String, String> last(List<Assignment> all) {
        Map<String, String> values = new LinkedHashMap<>();
        all.forEach(one -> values.put(one.name(), one.value()));
        return values;
    }
}
