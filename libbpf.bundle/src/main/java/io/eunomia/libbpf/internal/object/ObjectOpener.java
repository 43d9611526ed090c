package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfMaps;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.libbpf.elf.ElfGlobal;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.internal.context.LibbpfMessages;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.excerpt.TargetTypes;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.slot.SlotAttacher;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Opens objects whose bytes have been checked, and gives libbpf the types to relocate them by. */
final class ObjectOpener {
    private final NativeContext context;
    private final SlotAttacher slots;
    private final TargetTypes targetTypes;
    private final GivenKernels givenKernels;
    private final Optional<MemoryTypesFile> given;

    /** @param given types in place of the kernel's; they stay with their owner */
    ObjectOpener(NativeContext context, SlotAttacher slots, TargetTypes targetTypes, Optional<MemoryTypesFile> given) {
        this.context = context;
        this.slots = slots;
        this.targetTypes = targetTypes;
        this.givenKernels = new GivenKernels(context.c());
        this.given = given;
    }

    /** Does the work of {@link io.eunomia.libbpf.Libbpf#open(String, ElfObject)}. */
    BpfObjectFile open(String name, ElfObject object) {
        return open(name, object, targetTypes.of(object).flatMap(section -> MemoryTypesFile.of(context.c(), section)));
    }

    /** Does the work of {@link io.eunomia.libbpf.Libbpf#open(String, ElfObject, KernelTypes)}. */
    BpfObjectFile open(String name, ElfObject object, KernelTypes types) {
        return open(name, object, Optional.of(givenKernels.of(object, types)));
    }

    /** @param own types for this object only; owned by this method from the call on, also when it fails */
    private BpfObjectFile open(String name, ElfObject parsed, Optional<MemoryTypesFile> own) {
        try {
            ObjectContents contents = contents(parsed);
            NewerLibbpf.than(context.bpf()).check(contents.btf().map(BtfMaps::of).orElse(List.of()));
            String path = own.or(() -> given).map(MemoryTypesFile::path).orElse("");
            return opened(name, contents, open(name, parsed.toByteArray(), path), own.orElse(null));
        } catch (RuntimeException | Error e) {
            own.ifPresent(MemoryTypesFile::close);
            throw e;
        }
    }

    /** @param types path of the types to relocate by, or empty for the kernel's own types */
    private long open(String name, byte[] checked, String types) {
        ByteBuffer text = NativeMemory.string(name);
        ByteBuffer path = NativeMemory.string(types);
        // struct bpf_object_open_opts: size at 0, object_name at 8, btf_custom_path at 48.
        ByteBuffer options = NativeMemory.allocate(56).putLong(0, 56).putLong(8, NativeMemory.address(text))
                .putLong(48, types.isEmpty() ? 0 : NativeMemory.address(path));
        try (LibbpfMessages.Capture messages = context.messages().capture()) {
            long handle = ReturnCodes.checkPtr(
                    context.bpf().bpf_object__open_mem(checked, checked.length, NativeMemory.address(options)),
                    errno -> new BpfException(ObjectFault.of(errno), "object open", name, errno,
                            MessageLines.firstLine(messages.text())));
            Reference.reachabilityFence(text);
            Reference.reachabilityFence(path);
            Reference.reachabilityFence(options);
            return handle;
        }
    }

    private OpenObject opened(String name, ObjectContents contents, long handle, MemoryTypesFile types) {
        try {
            return new OpenObject(context, slots, name, contents, handle, types);
        } catch (RuntimeException | Error e) {
            context.bpf().bpf_object__close(handle);
            throw e;
        }
    }

    private static ObjectContents contents(ElfObject elf) {
        Optional<Btf> btf = elf.btf();
        List<GlobalVariable> globals = btf.isEmpty() ? List.of()
                : elf.globals().stream().map(one -> global(btf.get(), one)).toList();
        return new ObjectContents(elf, btf, globals);
    }

    private static GlobalVariable global(Btf btf, ElfGlobal global) {
        return new GlobalVariable(global.name(), global.section(), global.offset(), global.size(), global.typeId(),
                btf.typeName(global.typeId()), global.constant(), global.volatileQualified());
    }
}
