package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.event.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects nobody here wrote: those inside Debian's libbpf-tools 0.26, most of which have no struct event in BTF. */
class ForeignObjectsTest {
    private static final Path TOOLS = Path.of(
            Optional.ofNullable(System.getenv("EUNOMIA_CACHE")).filter(text -> !text.isEmpty())
                    .orElse(System.getProperty("user.home") + "/.cache/eunomia"), "test-tools-1", "libbpf-tools");

    static TestObject tool(String name) throws IOException {
        Path file = TOOLS.resolve(name);
        if (!Files.exists(file)) {
            System.out.println("skipped: no libbpf-tools here, " + file + " is missing");
            Assumptions.abort("no libbpf-tools");
        }
        return new TestObject(ElfObject.parse(ElfObject.carve(Files.readAllBytes(file)).get(0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "opensnoop | x", "exitsnoop | x", "execsnoop|x", "tcpstates|x","tcplife|x","mountsnoop|x","sigsnoop|x","statsnoop|x"})
    void fields_are_found(String tool, String fields) throws IOException {
        CompiledSchema schema = tool(tool).factory().events("events", Optional.empty());
        System.out.println(tool + " " + schema + " " + schema.size());
        for (Field f : schema.fields()) System.out.println("   " + schema.readers()[f.index()].offset + " " + f);
        assertThat(schema.struct()).isNotEmpty();
    }
}
