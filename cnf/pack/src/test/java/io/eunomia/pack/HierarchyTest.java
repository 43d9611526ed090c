package io.eunomia.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;

class HierarchyTest {
    @TempDir
    private Path folder;

    @Test
    void the_nearest_class_that_both_extend_is_found_in_jars_and_the_jdk() throws IOException {
        Path jar = folder.resolve("a.jar");
        JarWriter.write(jar, Map.of("Base.class", Classes.empty("Base", "java/util/AbstractList", Opcodes.ACC_SUPER),
                "One.class", Classes.empty("One", "Base", Opcodes.ACC_SUPER),
                "Face.class", Classes.empty("Face", "java/lang/Object", Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT)),
                LocalDateTime.of(2026, 11, 22, 0, 0));
        try (Hierarchy hierarchy = new Hierarchy(List.of(jar))) {
            assertThat(hierarchy.commonSuperClass("One", "Base")).isEqualTo("Base");
            assertThat(hierarchy.commonSuperClass("Base", "One")).isEqualTo("Base");
            assertThat(hierarchy.commonSuperClass("One", "java/util/ArrayList")).isEqualTo("java/util/AbstractList");
            assertThat(hierarchy.commonSuperClass("One", "java/util/HashSet")).isEqualTo("java/util/AbstractCollection");
            assertThat(hierarchy.commonSuperClass("One", "Face")).isEqualTo("java/lang/Object");
            assertThat(hierarchy.commonSuperClass("One", "not/There")).isEqualTo("java/lang/Object");
            assertThat(hierarchy.commonSuperClass("not/There", "not/There")).isEqualTo("not/There");
        }
    }
}
