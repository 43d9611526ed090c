package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.internal.argument.ArgumentReader;
import io.eunomia.runtime.internal.argument.BadValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves the arguments that a package takes with the values of one start. Arguments are those that it declares, and every
 * other {@code const volatile} global of the object.
 */
public final class Arguments {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");
    /** Globals of the kit begin with this, see trackers/include/eunomia.bpf.h; libbpf and clang add others. */
    private static final String KIT_PREFIX = "eunomia_";
    /** The most characters of a value that a message repeats. */
    private static final int MOST_SHOWN = 100;

    private final Map<String, ArgumentSpec> specs;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Resolves the arguments. @throws TrackerException of kind BAD_REQUEST for a value of an argument that does not exist */
    Arguments(BpfObjectFile file, Descriptor descriptor, Map<String, String> given) {
        this.specs = specs(file, descriptor);
        specs.forEach((name, spec) -> {
            if (!spec.defaultValue().isEmpty()) {
                values.put(name, spec.defaultValue());
            }
        });
        given.forEach((name, value) -> {
            if (!specs.containsKey(name)) {
                throw wrong(name, "there is no argument \"" + name + '"', specs.isEmpty()
                        ? "this package takes none" : "it takes " + String.join(", ", new TreeSet<>(specs.keySet())));
            }
            values.put(name, value);
        });
    }

    /** Returns the arguments that a package declares, and the {@code const volatile} globals of its object. */
    public static Map<String, ArgumentSpec> specs(BpfObjectFile file, Descriptor descriptor) {
        Map<String, ArgumentSpec> all = new LinkedHashMap<>(descriptor.arguments());
        TreeSet<String> covered = new TreeSet<>();
        all.values().forEach(spec -> covered.add(spec.global()));
        for (GlobalVariable global : file.globals()) {
            if (global.constant() && global.volatileQualified() && !global.name().startsWith(KIT_PREFIX)
                    && !covered.contains(global.name())) {
                all.putIfAbsent(global.name(), new ArgumentSpec(global.name(), global.name(), "", "", "", "",
                        global.typeName()));
            }
        }
        if (file.programs().stream().anyMatch(IteratorPlan::isIterator)) {
            all.putIfAbsent(IteratorPlan.INTERVAL.name(), IteratorPlan.INTERVAL);
        }
        return Collections.unmodifiableMap(all);
    }

    Map<String, ArgumentSpec> specs() {
        return specs;
    }

    /** Checks the values and sets the globals they stand for. */
    void apply(BpfObjectFile file) {
        values.forEach((name, text) -> {
            ArgumentSpec spec = specs.get(name);
            Object value = read(file, spec, text);
            if (!spec.global().isEmpty()) {
                set(file, spec, value);
            }
        });
    }

    private static Object read(BpfObjectFile file, ArgumentSpec spec, String text) {
        ArgumentReader reader = new ArgumentReader(file.btf(), spec, file.globals().stream()
                .filter(global -> global.name().equals(spec.global())).findFirst());
        Object value;
        try {
            value = reader.read(text);
        } catch (BadValue e) {
            throw wrong(spec.name(), "argument " + spec.name() + e.path() + " is \"" + shortened(e.text())
                    + "\", expected " + e.getMessage(), "write it like " + e.example());
        }
        if (!reader.inRange(value)) {
            throw wrong(spec.name(), "argument " + spec.name() + " is " + shortened(text) + ", out of its range",
                    "give a value " + (spec.minimum().isEmpty() ? "" : "from " + spec.minimum() + ' ')
                            + (spec.maximum().isEmpty() ? "upwards" : "to " + spec.maximum()));
        }
        return value;
    }

    private static String shortened(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    private static void set(BpfObjectFile file, ArgumentSpec spec, Object value) {
        try {
            file.setGlobal(spec.global(), value);
        } catch (BpfException e) {
            throw new TrackerException(new Failure(FailureKind.BAD_REQUEST, "argument " + spec.name() + ": "
                    + e.getMessage(), e.errno(), e.hint(), "", "/args/" + spec.name()), e);
        }
    }

    /** Returns an argument's value; empty when it has none, or sets a global. */
    Optional<String> valueOf(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> specs.get(name).global().isEmpty());
    }

    /** Replaces {@code ${name}} by the argument's value; other text stays as it is. */
    String resolve(String text) {
        if (!text.startsWith("${") || !text.endsWith("}")) {
            return text;
        }
        String name = text.substring(2, text.length() - 1);
        String value = values.get(name);
        if (value == null) {
            throw wrong(name, "\"" + text + "\" refers to an argument without a value",
                    "give it a default in \"args\", or a value at start");
        }
        return value;
    }

    /** Replaces each {@code ${argument}} in a text. */
    String resolveIn(String text) {
        return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(resolve(found.group())));
    }

    private static TrackerException wrong(String name, String message, String hint) {
        return new TrackerException(Failure.at(FailureKind.BAD_REQUEST, "/args/" + name, message, hint));
    }
}
