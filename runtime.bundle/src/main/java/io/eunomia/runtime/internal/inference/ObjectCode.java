package io.eunomia.runtime.internal.inference;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfMaps;
import io.eunomia.libbpf.btf.MapBlueprint;
import io.eunomia.libbpf.elf.ElfGlobal;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.elf.ElfRelocation;
import io.eunomia.libbpf.elf.ElfSection;
import io.eunomia.libbpf.elf.ElfSymbol;
import io.eunomia.runtime.internal.inference.code.CodeContext;
import io.eunomia.runtime.internal.inference.code.Facts;
import io.eunomia.runtime.internal.inference.code.Region;
import io.eunomia.runtime.internal.inference.code.Region.Place;
import io.eunomia.runtime.internal.inference.code.Write;
import io.eunomia.runtime.internal.inference.source.SourceInfo;
import io.eunomia.runtime.internal.inference.source.SourceTypes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Gives access to an object's sections of code with what they refer to. */
final class ObjectCode {
    private static final String MAPS = ".maps";
    /** Members of contexts that are __u32 and in network order (include/uapi/linux/bpf.h). */
    private static final Set<String> ADDRESSES = Set.of("user_ip4", "msg_src_ip4", "remote_ip4", "local_ip4", "src_ip4",
            "dst_ip4");
    /** The immediate of a call that a relocation will fill counts from the symbol, less one. */
    private static final int CALL_OPCODE = 0x85;

    private final ElfObject elf;
    private final SourceInfo source;
    private final SourceTypes types;
    private final Map<Integer, Section> sections = new HashMap<>();
    private final Map<String, MapBlueprint> maps = new HashMap<>();
    private final List<ElfGlobal> globals;

    ObjectCode(ElfObject elf, Btf btf, SourceInfo source) {
        this.elf = elf;
        this.source = source;
        this.types = new SourceTypes(btf);
        this.globals = elf.globals();
        BtfMaps.of(btf).forEach(map -> maps.put(map.name(), map));
        elf.sections().stream().filter(section -> section.executable() && section.size() > 0)
                .forEach(section -> sections.put(section.index(), new Section(section)));
        elf.relocations().forEach(this::add);
    }

    private void add(ElfRelocation relocation) {
        Section section = sections.get(relocation.section());
        if (section != null) {
            section.relocations.put((int) (relocation.offset() / 8), elf.symbols().get(relocation.symbol()));
        }
    }

    SourceTypes types() {
        return types;
    }

    Collection<Section> sections() {
        return sections.values();
    }

    /** Returns the index of a section of code. */
    OptionalInt index(String name) {
        return sections.values().stream().filter(each -> each.section().equals(name))
                .mapToInt(each -> each.section.index()).findFirst();
    }

    /** Returns the BTF id of a map's values, 0 if it has none. */
    int valueType(String map) {
        return maps.containsKey(map) ? maps.get(map).valueTypeId() : 0;
    }

    /** Tells whether the bytes written are in network order: they are a packet's, or a type or the kernel's ABI says so. */
    boolean networkOrder(Seen one) {
        Place from = one.facts().loaded();
        boolean documented = from != null && from.region().kind() == Region.Kind.CONTEXT && ADDRESSES.contains(
                types.memberName(types.contextOf(source.function(from.region().name(), from.region().at())), from.offset()));
        return one.kind() == Write.Kind.PACKET || types.networkOrder(one.facts().typeId()) || documented;
    }

    /** One section of code. */
    final class Section implements CodeContext {
        private final ElfSection section;
        private final ByteBuffer code;
        private final List<Integer> starts;
        private final Map<Integer, ElfSymbol> relocations = new HashMap<>();

        private Section(ElfSection section) {
            this.section = section;
            this.code = section.content();
            int count = code.limit() / 8;
            this.starts = new ArrayList<>(new TreeSet<>(elf.symbols().stream()
                    .filter(symbol -> symbol.section() == section.index() && symbol.kind() == ElfSymbol.Kind.FUNCTION)
                    .map(symbol -> (int) (symbol.value() / 8)).filter(start -> start >= 0 && start < count).toList()));
        }

        /** Indexes at which functions begin. */
        List<Integer> functions() {
            return starts;
        }

        @Override
        public String section() {
            return section.name();
        }

        @Override
        public ByteBuffer code() {
            return code;
        }

        @Override
        public Optional<Reference> reference(int at) {
            ElfSymbol symbol = relocations.get(at);
            if (symbol == null || !symbol.defined()) {
                return Optional.empty();
            }
            ElfSection target = elf.sections().get(symbol.section());
            if (target.name().equals(MAPS)) {
                return symbol.name().isEmpty() ? Optional.empty() : Optional.of(new MapReference(symbol.name()));
            }
            Section callee = sections.get(symbol.section());
            if (callee == null) {
                return Optional.of(new DataReference(target.name(), symbol.value()));
            }
            // Local functions are given by their section's symbol and the immediate, in slots for calls, else in bytes.
            int immediate = code.getInt(8 * at + 4);
            boolean call = (code.get(8 * at) & 0xff) == CALL_OPCODE;
            long start = symbol.value() / 8 + (symbol.kind() == ElfSymbol.Kind.SECTION
                    ? call ? immediate + 1L : immediate / 8 : 0);
            return Optional.of(new FunctionReference(callee, (int) start));
        }

        @Override
        public Optional<Facts> member(int at) {
            return source.member(section.name(), at).filter(SourceInfo.Member::offset)
                    .map(member -> types.facts(types.atPath(member.root(), member.path())));
        }

        @Override
        public Optional<Facts> loaded(int at, int size) {
            return source.member(section.name(), at).filter(SourceInfo.Member::offset).map(member ->
                    types.facts(types.atOffset(types.atPath(member.root(), member.path()), 0, size)));
        }

        @Override
        public Facts typed(int typeId) {
            return types.facts(typeId);
        }

        @Override
        public Facts typeAt(Region region, int offset, int size) {
            int typeId = switch (region.kind()) {
                case CONTEXT -> types.atOffset(types.contextOf(source.function(region.name(), region.at())), offset, size);
                case VALUE -> types.atOffset(valueType(region.name()), offset, size);
                case GLOBAL -> global(region.name(), offset, size);
                default -> 0;
            };
            return types.facts(typeId);
        }

        private int global(String name, int offset, int size) {
            return globals.stream().filter(one -> one.section().equals(name) && offset >= one.offset()
                    && offset < one.offset() + one.size())
                    .mapToInt(one -> types.atOffset(one.typeId(), offset - one.offset(), size)).findFirst().orElse(0);
        }

        @Override
        public int functionEnd(int start) {
            return starts.stream().filter(each -> each > start).findFirst().orElse(code.limit() / 8);
        }

        @Override
        public int valueSize(String map) {
            return maps.containsKey(map) ? maps.get(map).valueSize() : 0;
        }
    }
}
