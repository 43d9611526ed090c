package io.eunomia.runtime.internal.parse;

import static io.eunomia.runtime.internal.parse.Parsing.assertBad;
import static io.eunomia.runtime.internal.parse.Parsing.parse;
import static io.eunomia.runtime.internal.parse.Parsing.seed;
import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.descriptor.PackageForm;
import io.eunomia.runtime.descriptor.TrackerPackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedFormTest {

    @Test
    void reads_the_package_of_2022() {
        TrackerPackage parsed = parse(seed("", ""));

        assertThat(parsed.form()).isEqualTo(PackageForm.SEED);
        assertThat(parsed.object()).isEqualTo(SampleObject.bytes());
        assertThat(parsed.descriptor().name()).isEqualTo("sample");
        assertThat(parsed.descriptor().maps()).containsExactly("rb");
        assertThat(parsed.descriptor().programs()).containsExactly("handle_open");
        assertThat(parsed.warnings()).isEmpty();
    }

    @Test
    void an_empty_name_is_taken_from_the_source_or_is_hotupdate() {
        assertThat(parse(seed("name", "''")).descriptor().name()).isEqualTo("hotupdate");
    }

    @Test
    void line_feeds_in_the_base64_are_tolerated() {
        String broken = SampleObject.base64().replaceAll("(.{76})", "$1\\\\n");

        assertThat(parse(seed("data", "'" + broken + "'")).object()).isEqualTo(SampleObject.bytes());
    }

    @Test
    void escaped_characters_in_the_base64_are_understood() {
        String escaped = SampleObject.base64().replace("/", "\\/").replaceFirst("A", "\\\\u0041");

        assertThat(parse(seed("data", "'" + escaped + "'")).object()).isEqualTo(SampleObject.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "data", "data_sz", "maps", "progs"})
    void every_key_must_be_there(String key) {
        assertBad(seed(key, null), "/" + key, "is missing");
    }

    @Test
    void data_that_is_not_base64_is_told_with_the_first_bad_character() {
        assertBad(seed("data", "'f0VMRg*A'"), "/data", "the character at offset 6 is '*'");
        assertBad(seed("data", "'f0VM_gAA'"), "/data", "offset 4", "base64url");
        assertBad(seed("data", "'f0==VM'"), "/data", "behind the padding");
        assertBad(seed("data", "'f0VMR'"), "/data", "ends inside a group");
        assertBad(seed("data", "'é'"), "/data", "offset 0");
        assertBad(seed("data", "''"), "/data", "is empty");
    }

    @Test
    void data_sz_that_lies_is_told_with_both_sizes() {
        int size = SampleObject.bytes().length;

        assertBad(seed("data_sz", "" + (size + 1)), "/data_sz", "says " + (size + 1), "has " + size);
        assertBad(seed("data_sz", "-1"), "/data_sz", "out of range");
        assertBad(seed("data_sz", "1e3"), "/data_sz", "a whole number is expected");
    }

    @Test
    void unknown_programs_and_maps_are_told_with_those_that_exist() {
        assertBad(seed("progs", "['handle_open', 'handle_exec']"), "/progs/1", "no program \"handle_exec\"",
                "handle_open, handle_exit");
        assertBad(seed("maps", "['events']"), "/maps/0", "no map \"events\"", "rb, counts");
    }

    @Test
    void maps_of_globals_may_be_listed_as_skeletons_do() {
        assertThat(parse(seed("maps", "['rb', 'rodata', '.bss', 'package_.rodata']")).descriptor().maps()).hasSize(4);
    }

    @Test
    void wrong_types_are_told_by_place() {
        assertBad(seed("name", "7"), "/name", "is the number 7 where text is expected");
        assertBad(seed("data", "[]"), "/data", "is a list where text in base64 is expected");
        assertBad(seed("maps", "'rb'"), "/maps", "is the text \"rb\" where a list is expected");
        assertBad(seed("progs", "[true]"), "/progs/0", "is a boolean where text is expected");
    }

    @Test
    void names_are_checked() {
        assertBad(seed("name", "'../x'"), "/name", "is no name for a tracker");
        assertBad(seed("name", "'" + "x".repeat(65) + "'"), "/name", "1 to 64");
    }

    @Test
    void unknown_keys_are_warned_of() {
        String json = seed("", "").replaceFirst("\\{", "{'naem': 1, 'a/b': 2, ");

        assertThat(parse(json).warnings()).containsExactly(
                "/naem: unknown, ignored; known here: name, data, data_sz, maps, progs",
                "/a~1b: unknown, ignored; known here: name, data, data_sz, maps, progs");
    }
}
