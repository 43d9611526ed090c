package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.ArgumentSpec;
import io.eunomia.runtime.descriptor.Descriptor;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The arguments a package takes with the values of one start: those it declares, and every other {@code const
 * volatile} global of the object.
 */
public final class Arguments {
    /** Globals of the kit, see trackers/include/eunomia.bpf.h; and what libbpf and clang make themselves. */
    private static final String KIT_PREFIX = "eunomia_";

    private final Map<String, ArgumentSpec> specs;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** @throws TrackerException of kind BAD_REQUEST for a value of an argument that does not exist */
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

    /** The arguments of an object that declares them, and its {@code const volatile} globals. */
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
        return Collections.unmodifiableMap(all);
    }

    Map<String, ArgumentSpec> specs() {
        return specs;
    }

    /** Checks the values and sets the globals they stand for. */
    void apply(BpfObjectFile file) {
        values.forEach((name, text) -> {
            ArgumentSpec spec = specs.get(name);
            Object value = parse(spec, text);
            checkRange(spec, text, value);
            if (!spec.global().isEmpty()) {
                set(file, spec, value);
            }
        });
    }

    private static void set(BpfObjectFile file, ArgumentSpec spec, Object value) {
        try {
            file.setGlobal(spec.global(), value instanceof Duration duration ? duration.toNanos() : value);
        } catch (BpfException e) {
            throw new TrackerException(new Failure(FailureKind.BAD_REQUEST, "argument " + spec.name() + ": "
                    + e.getMessage(), e.errno(), e.hint(), "", "/args/" + spec.name()), e);
        }
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

    private static Object parse(ArgumentSpec spec, String text) {
        try {
            return switch (spec.type()) {
                case "string" -> text;
                case "bool" -> bool(text);
                case "duration" -> Units.duration(text);
                case "bytes" -> Units.bytes(text);
                case "f32", "f64" -> Double.parseDouble(text);
                case "u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "s8", "s16", "s32", "s64" ->
                    integer(spec.type(), text);
                default -> undeclared(text);
            };
        } catch (NumberFormatException e) {
            throw wrong(spec.name(), "argument " + spec.name() + " is \"" + text + "\"", "expected a number");
        } catch (IllegalArgumentException e) {
            throw wrong(spec.name(), "argument " + spec.name() + " is \"" + text + "\"",
                    "expected " + e.getMessage());
        }
    }

    /** The BTF type decides what fits: numbers and booleans as such, the rest as text. */
    private static Object undeclared(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return text.matches("[-+]?\\d+|[-+]?0[xX][0-9a-fA-F]+") ? (Object) new java.math.BigInteger(decimal(text))
                : text;
    }

    private static String decimal(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        java.math.BigInteger value = digits.startsWith("0x") || digits.startsWith("0X")
                ? new java.math.BigInteger(digits.substring(2), 16) : new java.math.BigInteger(digits);
        return (negative ? value.negate() : value).toString();
    }

    private static java.math.BigInteger integer(String type, String text) {
        java.math.BigInteger value = new java.math.BigInteger(decimal(text));
        int bits = Integer.parseInt(type.substring(1));
        boolean fits = type.charAt(0) == 'u' ? value.signum() >= 0 && value.bitLength() <= bits
                : value.bitLength() < bits;
        if (!fits) {
            throw new IllegalArgumentException("a number that fits " + type);
        }
        return value;
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static void checkRange(ArgumentSpec spec, String text, Object value) {
        boolean low = !spec.minimum().isEmpty() && compare(value, parse(spec, spec.minimum())) < 0;
        boolean high = !spec.maximum().isEmpty() && compare(value, parse(spec, spec.maximum())) > 0;
        if (low || high) {
            throw wrong(spec.name(), "argument " + spec.name() + " is " + text + ", out of its range",
                    "give a value " + (spec.minimum().isEmpty() ? "" : "from " + spec.minimum() + ' ')
                            + (spec.maximum().isEmpty() ? "upwards" : "to " + spec.maximum()));
        }
    }

    private static int compare(Object one, Object other) {
        return decimal(one).compareTo(decimal(other));
    }

    private static BigDecimal decimal(Object value) {
        return value instanceof Duration duration ? BigDecimal.valueOf(duration.toNanos())
                : new BigDecimal(value.toString());
    }

    private static TrackerException wrong(String name, String message, String hint) {
        return new TrackerException(Failure.at(FailureKind.BAD_REQUEST, "/args/" + name, message, hint));
    }
}
