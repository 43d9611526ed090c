package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Looks up the functions of stacks, each place once until it forgets them. Confined to one thread at a time. */
final class StackFrames {
    /** Longer names help nobody, and a file may be full of them. */
    private static final int LONGEST_NAME = 512;
    /** Control characters, those that turn the direction of text, separators of lines, halves of letters. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private final FrameNames names;
    private final int most;
    private final Map<Place, StackFrame> looked = new HashMap<>();
    private boolean cut;

    private record Place(int pid, long address, boolean caller) {
    }

    /** @param most how many places are looked up before they are forgotten; the others are addresses */
    StackFrames(FrameNames names, int most) {
        this.names = names;
        this.most = most;
    }

    void forget() {
        looked.clear();
        cut = false;
    }

    /** Tells whether a place was not looked up because there were too many. */
    boolean cut() {
        return cut;
    }

    CallStack resolve(StackAddresses addresses, StackSpace space, int pid) {
        List<StackFrame> frames = new ArrayList<>(addresses.frames());
        for (int i = 0; i < addresses.frames(); i++) {
            if (addresses.inFile(i)) {
                frames.add(addresses.place(i));
            } else {
                boolean kernel = space.kernel(addresses.address(i));
                frames.add(frame(kernel, new Place(kernel ? 0 : pid, addresses.address(i), i > 0)));
            }
        }
        return frames.isEmpty() ? CallStack.NONE : new CallStack(frames, "");
    }

    private StackFrame frame(boolean kernel, Place place) {
        StackFrame known = looked.get(place);
        if (known != null) {
            return known;
        }
        if (looked.size() >= most) {
            cut = true;
            return FrameNames.unknown(place.address(), kernel);
        }
        StackFrame found = look(kernel, place);
        looked.put(place, found);
        return found;
    }

    /**
     * Looks an address up. A caller goes on behind its call, which may be the last thing that its function does: the call
     * itself is looked up.
     */
    private StackFrame look(boolean kernel, Place place) {
        long at = place.caller() ? place.address() - 1 : place.address();
        StackFrame found = kernel ? names.kernel(at) : place.pid() > 0 ? names.user(place.pid(), at) : FrameNames.unknown(at, false);
        return new StackFrame(found.known() ? text(found.name()) : String.format("0x%x", place.address()), text(found.module()),
                place.address(), found.offset() + place.address() - at, kernel, found.known());
    }

    /** Makes text of a name that somebody chose: whoever reads it has a terminal, a browser, or lines. */
    private static String text(String name) {
        String text = UNSAFE.matcher(name).replaceAll("?");
        return text.length() > LONGEST_NAME ? text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_NAME - 1))) + '…' : text;
    }
}
