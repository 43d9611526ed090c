package io.eunomia.runtime.internal.filter;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.FieldType;
import io.eunomia.runtime.internal.decode.FieldType.Kind;
import io.eunomia.runtime.internal.decode.NamedNumbers;
import io.eunomia.runtime.internal.filter.FilterNode.Item;
import io.eunomia.runtime.internal.filter.FilterNode.Operator;
import io.eunomia.runtime.internal.text.NearestName;
import io.eunomia.runtime.internal.value.WholeNumber;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Compares integers, named numbers and enumerators by value, or with wildcards as they are shown. */
final class NumberComparison {
    private final FieldType type;
    private final Item item;
    private final Place place;
    private final Utf8Sink scratch;

    NumberComparison(FieldType type, Item item, Place place, Utf8Sink scratch) {
        this.type = type;
        this.item = item;
        this.place = place;
        this.scratch = scratch;
    }

    RecordTest test() {
        if (item.wild()) {
            return wild();
        }
        if (item.operator() == Operator.APPROXIMATE && !names().isEmpty()) {
            Optional<String> name = names().stream().filter(one -> one.equalsIgnoreCase(item.value())).findFirst();
            if (name.isPresent()) {
                return range(named(name.get()).orElseThrow());
            }
        }
        String text = item.value().strip();
        boolean octal = type.show().equals("file_mode");
        OptionalLong named = octal || WholeNumber.parse(text).isEmpty() ? named(text) : OptionalLong.empty();
        if (named.isPresent() && !digits(text)) {
            if (!item.operator().equality()) {
                throw Refusal.unfit(item, "no number", "names are compared with = and !=");
            }
            checkFlags(text);
            return range(named.getAsLong());
        }
        if (named.isPresent()) {
            return range(named.getAsLong());
        }
        if (type.mayBeUnset() && item.operator().equality() && (text.isEmpty() || text.equals("null"))) {
            return range(0);
        }
        PrintedNumber.Interval wanted = number(text).orElseThrow(() -> unfit(text));
        return range(wanted);
    }

    /** Tells whether a text is digits; file modes and devices are shown as digits, and ordered like them. */
    private boolean digits(String text) {
        return type.show().equals("file_mode") || type.show().equals("dev") && text.indexOf(':') > 0;
    }

    private RecordTest range(long number) {
        BigInteger value = value(number);
        return range(new PrintedNumber.Interval(value, value));
    }

    private BigInteger value(long number) {
        return type.signed() ? BigInteger.valueOf(number) : new BigInteger(Long.toUnsignedString(number));
    }

    private RecordTest range(PrintedNumber.Interval wanted) {
        NumberRange range = NumberRange.of(item.operator(), wanted.low(), wanted.high(), type.signed());
        if (!range.meets(type.least(), type.most())) {
            throw wanted.low().compareTo(wanted.high()) > 0 && item.operator().equality()
                    ? Refusal.never(item, "it is no whole number of the field's unit", "compare with >= or <=")
                    : Refusal.outOfRange(item, type);
        }
        return range.covers(type.least(), type.most()) ? new Always(Refusal.range(type))
                : record -> range.contains(place.number(record));
    }

    private Optional<PrintedNumber.Interval> number(String text) {
        Optional<BigInteger> whole = WholeNumber.parse(text);
        if (whole.isPresent()) {
            BigInteger value = asShown(whole.get(), text);
            return Optional.of(new PrintedNumber.Interval(value, value));
        }
        return new PrintedNumber(type).parse(text);
    }

    /**
     * Interprets hexadecimal text as bits, as they are shown: -1 in 32 bits is 0xffffffff, or sixteen digits where it is shown
     * wider.
     */
    private BigInteger asShown(BigInteger value, String text) {
        boolean bits = type.show().startsWith("hex") || type.show().endsWith("addr");
        if (!bits || !type.signed() || !text.startsWith("0x") || value.compareTo(type.most()) <= 0) {
            return value;
        }
        for (int width : List.of(Long.SIZE, Integer.SIZE, type.bits())) {
            BigInteger negative = value.subtract(BigInteger.ONE.shiftLeft(width));
            if (value.bitLength() <= width && negative.compareTo(type.least()) >= 0 && negative.signum() < 0) {
                return negative;
            }
        }
        return value;
    }

    private OptionalLong named(String text) {
        if (type.kind() == Kind.ENUM) {
            Long value = type.enumerators().get(text);
            return value == null ? OptionalLong.empty() : OptionalLong.of(value);
        }
        return NamedNumbers.named(type.show()) ? NamedNumbers.number(type.show(), text) : OptionalLong.empty();
    }

    private List<String> names() {
        return type.kind() == Kind.ENUM ? List.copyOf(type.enumerators().keySet()) : NamedNumbers.names(type.show());
    }

    /** Refuses flags without an access mode, because flags are always shown with it. */
    private void checkFlags(String text) {
        boolean mode = text.startsWith("O_RDONLY") || text.startsWith("O_WRONLY") || text.startsWith("O_RDWR")
                || text.startsWith("O_ACCMODE");
        if (type.show().equals("open_flags") && !mode) {
            throw Refusal.unknown(item, "flags are compared as a whole, such as O_RDONLY|" + text,
                    "for all that have it among others write *" + text + "*");
        }
    }

    private RuntimeException unfit(String text) {
        if (type.kind() == Kind.ENUM) {
            return item.operator().equality() ? Refusal.unknown(item, "it is no enumerator", "there are "
                    + NearestName.few(text, names()) + "; numbers from " + type.least() + " to " + type.most())
                    : Refusal.unfit(item, "no number", "names of enumerators are compared with =");
        }
        List<String> names = names();
        if (!names.isEmpty() && !text.isEmpty() && item.operator().equality()) {
            return Refusal.unknown(item, "it is no " + type.show() + " that is known by name",
                    there(text, names) + "; or a number from " + type.least() + " to " + type.most());
        }
        List<String> meant = WholeNumber.meanings(text).stream().filter(this::fits).toList();
        if (!meant.isEmpty() && !type.show().equals("file_mode")) {
            return Refusal.unfit(item, "octal to some and decimal to others", "write it like " + String.join(" or ", meant));
        }
        String unit = switch (type.show().replaceFirst("_.*", "")) {
            case "duration", "ktime", "boottime" -> type.show().endsWith("_s") ? "10s" : "10ms";
            case "bytes" -> "4k";
            default -> "";
        };
        String units = !unit.isEmpty() && fits(unit) ? ", also with a unit such as " + unit : "";
        return Refusal.unfit(item, "no whole number", "write it like " + examples() + units);
    }

    /** Lists the names; for flags it says that a single one is no value. */
    private String there(String text, List<String> names) {
        String few = NearestName.few(text, names);
        return type.show().equals("open_flags") ? "flags are " + few + "; write them like O_RDWR|O_CREAT or *O_CREAT*"
                : "there are " + few;
    }

    /** Gives values that would be accepted in place of this one. */
    private String examples() {
        String known = NamedNumbers.example(type.show());
        List<String> examples = (known.isEmpty() ? List.of("42", "0x2a") : List.of(known.split(" or ")))
                .stream().filter(this::fits).toList();
        return String.join(" or ", examples.isEmpty() ? List.of(item.operator() == Operator.LESS
                ? type.most().toString() : type.least().toString()) : examples);
    }

    private boolean fits(String text) {
        OptionalLong named = WholeNumber.parse(text).isEmpty() || type.show().equals("file_mode") ? named(text)
                : OptionalLong.empty();
        if (named.isPresent() && !digits(text) && !item.operator().equality()) {
            return false;
        }
        Optional<BigInteger> value = named.isPresent() ? Optional.of(value(named.getAsLong()))
                : number(text).map(PrintedNumber.Interval::low);
        return value.filter(number -> NumberRange.of(item.operator(), number, type.signed())
                .meets(type.least(), type.most())).isPresent();
    }

    /** Compares a value with wildcards as it is shown, and refuses characters that no name or number has. */
    private RecordTest wild() {
        if (!item.operator().equality()) {
            throw Refusal.unfit(item, "no number", "wildcards are compared with =");
        }
        boolean folded = item.operator() == Operator.APPROXIMATE;
        TextPattern pattern = TextPattern.of(item);
        List<String> names = new ArrayList<>(names());
        boolean possible = names.stream().anyMatch(name -> pattern.matches(new Utf8Sink(32).text(name)))
                || item.parts().stream().allMatch(part -> part.matches("[-+0-9]*"));
        boolean flags = type.show().equals("open_flags");
        if (flags) {
            possible |= item.parts().stream().flatMap(part -> List.of(part.split("\\|")).stream()).allMatch(word ->
                    names.stream().anyMatch(name -> folded ? name.toLowerCase(Locale.ROOT).contains(word.toLowerCase(
                            Locale.ROOT)) : name.contains(word)));
        }
        boolean freely = names.isEmpty() && !type.digits();
        if (!possible && !freely) {
            throw Refusal.unknown(item, names.isEmpty() ? "the field is a number" : "no name is like that",
                    names.isEmpty() ? "compare it with a number" : there(item.value(), names));
        }
        return record -> pattern.matches(place.text(record, scratch));
    }
}
