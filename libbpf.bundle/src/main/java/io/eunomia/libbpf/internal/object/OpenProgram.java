package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.internal.context.LibbpfMessages;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.util.Optional;

/** A {@code struct bpf_program} that is not loaded yet. */
final class OpenProgram implements ProgramFile {
    private final OpenObject object;
    private final long handle;
    private final String name;
    private final String section;
    private int logLevel;

    OpenProgram(OpenObject object, long handle) {
        this.object = object;
        this.handle = handle;
        this.name = object.bpf().bpf_program__name(handle);
        this.section = object.bpf().bpf_program__section_name(handle);
    }

    /** The native handle, valid for as long as the object's. */
    long handle() {
        return handle;
    }

    int logLevel() {
        return logLevel;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String section() {
        return section;
    }

    @Override
    public ProgramType type() {
        return ProgramType.of(bpf().bpf_program__type(handle));
    }

    @Override
    public Optional<BpfException> unknownSection() {
        return type() != ProgramType.UNSPEC ? Optional.empty()
                : Optional.of(NewerLibbpf.than(bpf()).unknownSection(name, section));
    }

    @Override
    public int expectedAttachType() {
        return bpf().bpf_program__expected_attach_type(handle);
    }

    @Override
    public int instructionCount() {
        return Math.toIntExact(bpf().bpf_program__insn_cnt(handle));
    }

    @Override
    public boolean autoload() {
        return (bpf().bpf_program__autoload(handle) & 0xff) != 0;
    }

    @Override
    public ProgramFile autoload(boolean load) {
        ReturnCodes.checkErr(bpf().bpf_program__set_autoload(handle, load ? 1 : 0), "program set autoload", name);
        return this;
    }

    @Override
    public ProgramFile type(ProgramType type, int expectedAttachType) {
        ReturnCodes.checkErr(bpf().bpf_program__set_type(handle, type.number()), "program set type", name);
        ReturnCodes.checkErr(bpf().bpf_program__set_expected_attach_type(handle, expectedAttachType),
                "program set attach type", name);
        return this;
    }

    @Override
    public ProgramFile attachTarget(String function) {
        LibBpf bpf = bpf();
        try (LibbpfMessages.Capture messages = object.context().messages().capture()) {
            ReturnCodes.checkErr(bpf.bpf_program__set_attach_target(handle, 0, function), "program set attach target",
                    name, errno -> targetHint(function, messages.text()));
        }
        return this;
    }

    private static String targetHint(String function, String messages) {
        String said = MessageLines.firstLine(messages);
        return "the running kernel's BTF has no target \"" + function + "\" for this kind of program"
                + (said.isEmpty() ? "" : "; libbpf: " + said);
    }

    @Override
    public ProgramFile verifierLog(int level) {
        if (level < 0 || level > 7) {
            throw new BpfException("program set log level", name, 0, level + " is not a verifier log level: 0 nothing,"
                    + " 2 every instruction and state, 4 statistics, or a sum of these");
        }
        bpf();
        logLevel = level;
        return this;
    }

    private LibBpf bpf() {
        return object.bpf();
    }
}
