package io.eunomia.runtime.internal.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.libbpf.elf.ElfObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a hint says to write for an argument is then taken, for a global of each kind of type: see arguments.bpf.c. */
class ArgumentHintsTest {
    private static final List<String> VALUES = List.of("", "x", "1,2,3", "1,2,3,4,5,6,7,8", "[\"a\",\"b\",\"c\"]", "[[1],[2],[3]]",
            "[1,", "{\"zz\":8}", "{}", "{", "-1", "0999", "0102", "-0777", "99999999999999999999999", "1e400", "hex:00",
            "hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021", "a text that is longer than all of them",
            "{\"ports\":[{\"from\":-1}]}", "{\"ports\":[{\"none\":1}]}", "{\"label\":\"much too long\"}",
            "{\"raw\":\"hex:01020304\",\"word\":9}", "{\"low\":1,\"raw\":\"hex:00\"}", "{\"choice\":{\"as_byte\":1,\"as_word\":2}}");
    private static Btf btf;

    @BeforeAll
    static void open() throws IOException {
        try (InputStream in = ArgumentHintsTest.class.getResourceAsStream("/bpf/arguments.bpf.o")) {
            btf = ElfObject.parse(in.readAllBytes()).btf().orElseThrow();
        }
    }

    private static Object read(String global, String text) {
        return new ValueReader(btf).read(btf.find(global, Variable.class).orElseThrow().typeId(), text);
    }

    @Test
    void every_hint_is_accepted_when_it_is_followed() {
        List<String> globals = btf.dataSection(".rodata").orElseThrow().entries().stream()
                .map(entry -> ((Variable) btf.type(entry.typeId())).name()).toList();
        int followed = 0;
        List<String> refused = new ArrayList<>();
        for (String global : globals) {
            for (String value : VALUES) {
                BadValue told = refusal(global, value);
                for (String example : told == null ? List.<String>of() : examples(told.example())) {
                    followed++;
                    String whole = whole(told, example);
                    BadValue again = refusal(global, whole);
                    if (again != null) {
                        refused.add(global + '=' + value + ": " + told.example() + " -> " + whole + " at " + again.path() + ": " + again.getMessage());
                    }
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(followed).isGreaterThan(200);
    }

    /** The hint is for a part of the value: a list that begins with elements of that type, or an object with that member. */
    private static String whole(BadValue told, String example) {
        // What no member is called, or lies where another does, is told with the whole object that would be taken.
        boolean object = told.getMessage().startsWith("a member of") || told.getMessage().startsWith("only one of");
        return in(object ? told.path().substring(0, told.path().lastIndexOf('.')) : told.path(), example);
    }

    private static String in(String path, String example) {
        if (path.isEmpty()) {
            return example;
        }
        int last = Math.max(path.lastIndexOf('['), path.lastIndexOf('.'));
        boolean json = example.startsWith("[") || example.startsWith("{") || example.equals("true") || example.equals("false");
        String part = json ? example : '"' + example + '"';
        String own = path.substring(last);
        if (own.startsWith("[")) {
            return in(path.substring(0, last), '[' + (part + ',').repeat(Integer.parseInt(own.substring(1, own.length() - 1)))
                    + part + ']');
        }
        return in(path.substring(0, last), "{\"" + own.substring(1) + "\":" + part + '}');
    }

    private static List<String> examples(String hint) {
        String values = hint.split("; ")[0];
        return values.startsWith("[") || values.startsWith("{") ? List.of(values) : List.of(values.split(", | or "));
    }

    private static BadValue refusal(String global, String value) {
        try {
            read(global, value);
            return null;
        } catch (BadValue e) {
            return e;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "grid ; 1,2,3 ; a list of at most 2 lists or objects ; [[1,1,1],[1,1,1]]",
        "lines ; [\"a\",\"b\",\"c\"] ; a list of at most 2 lists or objects ; [\"abc\",\"abc\"]",
        "pids ; 1,2,3,4,5 ; a list of at most 4 values ; [1,1,1]",
        "overlaid ; {\"zz\":8} ; (first, word, raw, low, high, choice) ; {\"first\":1}",
        "overlaid ; {\"raw\":\"hex:01020304\",\"word\":9} ; only one of raw and word, which lie in the same bytes ; {\"word\":1}",
        "overlaid ; {\"choice\":{\"as_byte\":1,\"as_word\":2}} ; only one of as_byte and as_word ; {\"as_word\":1}",
        "perms ; 0999 ; a whole number ; 0644 or 420", "half ; 0102 ; octal to some and decimal to others ; 102 or 0o102",
        "word ; -08 ; octal to some ; -8", "mac ; 1,010 ; octal to some ; 10 or 0o10"})
    void what_is_told(String global, String text, String message, String example) {
        assertThatThrownBy(() -> read(global, text)).isInstanceOf(BadValue.class).hasMessageContaining(message)
                .satisfies(e -> assertThat(((BadValue) e).example()).isEqualTo(example));
    }

    @ParameterizedTest
    @CsvSource({"half, 0o102, 66", "half, 007, 7", "half, 00, 0", "word, -0o10, -8", "perms, 0644, 420", "perms, 0o644, 420",
        "large, 0x0102, 258", "large, 0, 0", "span, 2m05s, 125000000000"})
    void zeros_before_a_number_are_taken_where_they_mean_one_thing(String global, String text, String value) {
        assertThat(read(global, text)).hasToString(value);
    }

    @Test
    void members_that_share_no_byte_are_taken_together() {
        assertThat(read("overlaid", "{\"low\":1,\"high\":2,\"first\":3}")).hasToString("{low=1, high=2, first=3}");
    }
}
