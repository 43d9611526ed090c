package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.FloatType;
import io.eunomia.libbpf.btf.BtfType.Forward;
import io.eunomia.libbpf.btf.BtfType.IntType;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.core.RelocationKind;
import io.eunomia.libbpf.internal.btf.FlavoredName;
import io.eunomia.libbpf.internal.core.Spec.Step;
import java.util.Optional;

/** Follows an object's spec through a candidate type, like {@code bpf_core_spec_match} of relo_core.c. Used once. */
final class SpecMatch {
    private final Spec wanted;
    private final Btf local;
    private final Btf target;
    private final Spec found;
    /** The type that the path has reached, where the next step starts. */
    private int at;
    private String problem = "";

    SpecMatch(Spec wanted, Btf target, int candidate) {
        this.wanted = wanted;
        this.local = wanted.btf();
        this.target = target;
        this.found = new Spec(target, candidate);
        this.at = candidate;
    }

    /** @return empty when the candidate does not have the field; {@link #problem} then says what is lacking */
    Optional<Spec> find(RelocationKind kind) {
        boolean matched;
        if (kind == RelocationKind.TYPE_MATCHES) {
            matched = new TypeMatch(local, target).matches(wanted.root(), found.root());
        } else if (kind.ofType()) {
            matched = new TypeMatch(local, target).compatible(wanted.root(), found.root());
        } else if (kind.ofEnumerator()) {
            matched = enumerator(wanted.last().name());
        } else {
            matched = field();
        }
        if (!matched && problem.isEmpty()) {
            problem = CoreTypes.name(target, found.root()) + " is there, but of another form";
        }
        return matched ? Optional.of(found) : Optional.empty();
    }

    String problem() {
        return problem;
    }

    private boolean enumerator(String name) {
        if (!(target.resolve(found.root()) instanceof EnumType values)) {
            return false;
        }
        String essential = FlavoredName.essential(name);
        for (int i = 0; i < values.values().size(); i++) {
            String other = values.values().get(i).name();
            if (FlavoredName.essential(other).equals(essential)) {
                found.add(new Step(values.id(), i, other));
                return true;
            }
        }
        problem = CoreTypes.name(target, found.root()) + " has no enumerator " + name;
        return false;
    }

    private boolean field() {
        for (int i = 0; i < wanted.steps().size(); i++) {
            Step step = wanted.steps().get(i);
            at = target.resolve(at).id();
            boolean matched = step.name() != null ? named(step, i) : index(step, i);
            if (!matched) {
                return false;
            }
        }
        return true;
    }

    private boolean named(Step step, int number) {
        BtfType struct = target.type(at);
        boolean matched = struct instanceof StructType && member(step, at);
        if (!matched && problem.isEmpty()) {
            String owner = number == 1 && struct instanceof StructType ? CoreTypes.name(target, at) : wanted.text(number);
            problem = owner + (struct instanceof StructType ? " has no member \"" + step.name() + '"'
                    : " is no struct, so it has no member \"" + step.name() + '"');
        }
        return matched;
    }

    /** Like {@code bpf_core_match_member}: also looks in anonymous structs and unions inside. */
    private boolean member(Step step, int structId) {
        if (!(target.resolve(structId) instanceof StructType struct)) {
            return false;
        }
        int index = 0;
        for (Member member : struct.members()) {
            found.move(member.bitOffset(), 1);
            if (member.name().isEmpty()) {
                if (member(step, member.typeId()) || !problem.isEmpty()) {
                    return problem.isEmpty();
                }
            } else if (member.name().equals(step.name())) {
                return taken(step, struct, index, member);
            }
            found.move(-member.bitOffset(), -1);
            index++;
        }
        return false;
    }

    private boolean taken(Step step, StructType struct, int index, Member member) {
        Member own = ((StructType) local.type(step.typeId())).members().get(step.index());
        at = member.typeId();
        if (compatible(own.typeId(), member.typeId())) {
            found.name(new Step(struct.id(), index, member.name()));
            return true;
        }
        problem = "member \"" + member.name() + "\" of " + CoreTypes.name(target, struct.id()) + " is of type "
                + CoreTypes.name(target, member.typeId()) + " there, and of type " + CoreTypes.name(local, own.typeId())
                + " in the object";
        return false;
    }

    private boolean index(Step step, int number) {
        if (number > 0) {
            if (!(target.type(at) instanceof ArrayType array)) {
                problem = wanted.text(number) + " is no array";
                return false;
            }
            if (step.index() >= array.length() && !found.endsStruct(array)) {
                problem = wanted.text(number) + " has " + array.length() + " elements, not " + (step.index() + 1);
                return false;
            }
            at = target.resolve(array.typeId()).id();
        }
        found.add(new Step(at, step.index(), null));
        found.move(step.index() * CoreTypes.size(target, at) * 8, 0);
        return true;
    }

    /** Like {@code bpf_core_fields_are_compat}. */
    private boolean compatible(int localId, int targetId) {
        BtfType one = local.resolve(localId);
        BtfType other = target.resolve(targetId);
        while (one instanceof ArrayType array && other instanceof ArrayType second) {
            one = local.resolve(array.typeId());
            other = target.resolve(second.typeId());
        }
        if (one instanceof StructType && other instanceof StructType) {
            return true;
        }
        if (!CoreTypes.sameKind(one, other)) {
            return false;
        }
        if (one instanceof EnumType || one instanceof Forward) {
            return one.name().isEmpty() || other.name().isEmpty()
                    || FlavoredName.essential(one.name()).equals(FlavoredName.essential(other.name()));
        }
        if (one instanceof IntType integer) {
            return integer.bitOffset() == 0 && ((IntType) other).bitOffset() == 0;
        }
        return one instanceof Pointer || one instanceof FloatType;
    }
}
