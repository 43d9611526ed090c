package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.SlotResult;
import io.eunomia.libbpf.internal.context.ProgramInfo;
import io.eunomia.libbpf.internal.link.AttachableProgram;
import java.util.List;

/** A {@code struct bpf_program} that the kernel has accepted. */
final class LoadedProgram implements BpfProgram {
    private final LoadedObject object;
    private final AttachableProgram program;
    private final String verifierLog;

    LoadedProgram(LoadedObject object, AttachableProgram program, String verifierLog) {
        this.object = object;
        this.program = program;
        this.verifierLog = verifierLog;
    }

    @Override
    public String name() {
        return program.name();
    }

    @Override
    public String section() {
        return program.section();
    }

    @Override
    public ProgramType type() {
        return program.type();
    }

    @Override
    public int fd() {
        return object.lifetime().during(program::fd);
    }

    @Override
    public Info info() {
        return object.lifetime().during(() -> ProgramInfo.read(object.context(), program.fd(), name()));
    }

    @Override
    public List<Code> code() {
        return object.lifetime().during(() -> ProgramInfo.code(object.context(), program.fd(), name()));
    }

    @Override
    public String verifierLog() {
        return verifierLog;
    }

    @Override
    public BpfLink attach(AttachPoint point) {
        return object.attach(program, point);
    }

    @Override
    public SlotResult attachSlot(AttachPoint point) {
        return object.attachSlot(this, program.attachType(), point);
    }
}
