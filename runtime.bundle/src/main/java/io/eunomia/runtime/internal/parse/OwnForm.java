package io.eunomia.runtime.internal.parse;

import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.runtime.descriptor.Descriptor.Alternatives;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the descriptor of form 4, {@code {"eunomia": 1, …}}; the object itself is read elsewhere. */
final class OwnForm {
    private static final int FORMAT_VERSION = 1;
    /** Sizes of maps are {@code __u32} in {@code union bpf_attr} of include/uapi/linux/bpf.h. */
    private static final long MOST_ENTRIES = 0xffff_ffffL;
    private static final Pattern RELEASE = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,4}){0,2}");
    /** Members that are kept for features that read them. */
    private static final List<String> EXTRA = List.of("metrics", "histograms", "signature");

    private OwnForm() {
    }

    static Draft read(JsonObject root) {
        if (root.get("eunomia").whole(Integer.MAX_VALUE) != FORMAT_VERSION) {
            throw BadPackage.at("/eunomia", "format version " + root.get("eunomia").raw() + " is not known",
                    "this runtime reads version " + FORMAT_VERSION);
        }
        Draft draft = new Draft();
        JsonValue name = root.get("name");
        draft.name = name.textOr("").isEmpty() ? "" : TrackerNames.checked(name.text(), name.pointer());
        JsonValue version = root.get("version");
        draft.version = TrackerNames.checkedVersion(version.scalarOr(""), version.pointer());
        draft.description = root.get("description").prose();
        draft.programs.addAll(root.get("progs").texts());
        draft.maps = root.get("maps").texts();
        root.get("programs").objectOrEmpty().all().forEach((program, value) -> attach(draft, program, value));
        draft.without.addAll(root.get("without").texts());
        JsonValue optional = root.get("optional");
        draft.optional.addAll(optional.isFlag() ? optional.flagOr(false) ? List.of("*") : List.of() : optional.texts());
        root.get("map").objectOrEmpty().all().forEach((map, value) -> sizes(draft, map, value));
        draft.alternatives = root.get("alternatives").elements().stream().map(OwnForm::alternatives).toList();
        root.get("args").objectOrEmpty().all()
                .forEach((argument, value) -> draft.arguments.put(argument, ArgumentForm.read(argument, value)));
        draft.events = root.get("events").elements().stream().map(StreamForm::event).toList();
        draft.tables = root.get("tables").elements().stream().map(StreamForm::table).toList();
        draft.displays = root.get("displays").elements().stream().map(DisplayForm::read).toList();
        draft.iterators = root.get("iterators").elements().stream().map(StreamForm::iterator).toList();
        JsonValue keep = root.get("keep_maps");
        draft.keepMaps = keep.isFlag() ? keep.flagOr(false) ? List.of("*") : List.of() : keep.texts();
        draft.requires = requirements(root.get("requires"));
        for (String member : EXTRA) {
            JsonValue value = root.get(member);
            if (value.present()) {
                draft.extra.put(member, kept(value));
                root.warnings().add(value.pointer() + ": is kept, and has no effect yet");
            }
        }
        return draft;
    }

    private static void attach(Draft draft, String program, JsonValue value) {
        JsonObject members = value.object();
        JsonValue attach = members.get("attach");
        if (attach.present()) {
            List<String> targets = attach.textOrTexts();
            if (targets.isEmpty() || targets.contains("")) {
                throw BadPackage.at(attach.pointer(), "names no target", "a target, or a list of targets");
            }
            draft.attach.put(program, targets);
        }
        members.warnAboutRest();
    }

    private static void sizes(Draft draft, String map, JsonValue value) {
        JsonObject members = value.object();
        for (String size : List.of("max_entries", "value_size")) {
            if (members.has(size)) {
                draft.mapSizes.put(map + '.' + size, Long.toString(members.get(size).whole(MOST_ENTRIES)));
            }
        }
        members.warnAboutRest();
    }

    private static Alternatives alternatives(JsonValue value) {
        JsonObject members = value.object();
        List<List<String>> choices = members.get("choices").elements().stream().map(JsonValue::textOrTexts).toList();
        if (choices.isEmpty() || choices.contains(List.<String>of())) {
            throw BadPackage.at(members.get("choices").pointer(), "has nothing to choose from",
                    "a list of choices, each a program or a list of programs");
        }
        Alternatives alternatives = new Alternatives(members.get("name").textOr(""), choices);
        members.warnAboutRest();
        return alternatives;
    }

    private static Requirements requirements(JsonValue value) {
        if (!value.present()) {
            return Requirements.NONE;
        }
        JsonObject members = value.object();
        JsonValue attach = members.get("attach");
        JsonValue kernel = members.get("kernel");
        List<String> known = Arrays.stream(AttachKind.values()).map(AttachKind::label).toList();
        for (String kind : attach.textOrTexts()) {
            if (!known.contains(kind)) {
                throw BadPackage.at(attach.pointer(), "unknown attach kind \"" + kind + '"',
                        "known: " + String.join(", ", known));
            }
        }
        if (!kernel.scalarOr("").isEmpty() && !RELEASE.matcher(kernel.scalarOr("")).matches()) {
            throw BadPackage.at(kernel.pointer(), "\"" + kernel.scalarOr("") + "\" is no kernel release",
                    "the least release needed, such as \"5.8\"");
        }
        Requirements requirements = new Requirements(attach.textOrTexts(), kernel.scalarOr(""),
                members.get("btf").flagOr(false));
        members.warnAboutRest();
        return requirements;
    }

    private static Object kept(JsonValue value) {
        boolean lists = !value.pointer().equals("/signature");
        if (lists ? !value.isList() : !(value.raw() instanceof Map)) {
            throw value.wrong(lists ? "a list" : "an object");
        }
        value.requirePlain();
        return value.raw();
    }
}
