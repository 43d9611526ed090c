package io.eunomia.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example in a class's description is the one that is compiled in {@link ClassDocs}, line by line. */
class ClassDocsTest {
    private static final Path ROOT = Path.of(System.getProperty("eunomia.root"));
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\R(.*?)\\R \\* }</pre>", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "trackerManager, runtime.bundle/src/main/java/io/eunomia/runtime/TrackerManager.java",
        "eventView, runtime.bundle/src/main/java/io/eunomia/runtime/event/EventView.java",
        "subscription, runtime.bundle/src/main/java/io/eunomia/runtime/event/Subscription.java",
        "bpfObject, libbpf.bundle/src/main/java/io/eunomia/libbpf/BpfObject.java",
        "eunomia, launcher/embed/src/main/java/io/eunomia/launcher/embed/Eunomia.java"})
    void the_example_of_a_class_compiles(String method, String file) throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(ROOT.resolve(file)));
        assertThat(example.find()).as("%s has an example", file).isTrue();
        List<String> told = example.group(1).lines().map(line -> line.replaceFirst("^ \\* ?", "").strip()).toList();
        assertThat(told).isEqualTo(compiled(method));
    }

    private static List<String> compiled(String method) throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/eunomia/example/ClassDocs.java"));
        Matcher found = Pattern.compile(" " + method + "\\([^{]*\\{\\R(.*?)\\R    }\\R", Pattern.DOTALL).matcher(source);
        assertThat(found.find()).as("ClassDocs has the method %s", method).isTrue();
        return found.group(1).lines().map(String::strip).toList();
    }
}
