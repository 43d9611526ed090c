package io.eunomia.runtime.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.TrackerPackage;
import java.nio.charset.StandardCharsets;

/** Shorthands of the tests here. */
final class Parsing {
    static final PackageLimits LIMITS = new PackageLimits(8 << 20, 8 << 20, 100);

    private Parsing() {
    }

    static TrackerPackage parse(byte[] content) {
        return new PackageParser(LIMITS).parse(new PackageSource("", content, "test"));
    }

    /** Single quotes stand for double ones. */
    static TrackerPackage parse(String json) {
        return parse(bytes(json));
    }

    static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    static Failure failure(String json) {
        return failure(bytes(json));
    }

    static Failure failure(byte[] content) {
        TrackerException thrown = catchThrowableOfType(TrackerException.class, () -> parse(content));
        assertThat(thrown).as("what parsing it throws").isNotNull();
        return thrown.failure();
    }

    static void assertBad(String json, String pointer, String... messageParts) {
        Failure failure = failure(json);
        assertThat(failure.kind()).isEqualTo(FailureKind.BAD_PACKAGE);
        assertThat(failure.pointer()).isEqualTo(pointer);
        assertThat(failure.message() + " / " + failure.hint()).contains(messageParts);
    }

    /** Form 1 with one member replaced; {@code null} leaves it out. */
    static String seed(String member, String value) {
        String[][] members = {{"name", "'sample'"}, {"data", "'" + SampleObject.base64() + "'"},
                {"data_sz", "" + SampleObject.bytes().length}, {"maps", "['rb']"}, {"progs", "['handle_open']"}};
        StringBuilder json = new StringBuilder("{");
        for (String[] one : members) {
            String text = one[0].equals(member) ? value : one[1];
            if (text != null) {
                json.append(json.length() > 1 ? "," : "").append('\'').append(one[0]).append("':").append(text);
            }
        }
        return json.append('}').toString();
    }

    /** Form 4 with more members. */
    static String own(String more) {
        return "{'eunomia': 1, 'name': 'sample', 'data': '" + SampleObject.base64() + "', " + more + "}";
    }
}
