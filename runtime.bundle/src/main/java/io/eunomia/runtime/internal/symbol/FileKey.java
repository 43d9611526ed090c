package io.eunomia.runtime.internal.symbol;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * Tells one content of a file from another: a number of a file is given again when the file is gone.
 *
 * @param device as stat(2) has it
 */
record FileKey(long device, long inode, long size, FileTime modified, FileTime changed, int owner) {
    // From include/uapi/linux/stat.h.
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;

    /** @throws IOException when it is no regular file, which might never end, or never begin */
    static FileKey of(Path path) throws IOException {
        Map<String, Object> all = Files.readAttributes(path, "unix:mode,dev,ino,size,lastModifiedTime,ctime,uid");
        if (((Integer) all.get("mode") & TYPE) != REGULAR) {
            throw new FileSystemException(path.toString(), null, "is no regular file");
        }
        return new FileKey((Long) all.get("dev"), (Long) all.get("ino"), (Long) all.get("size"),
                (FileTime) all.get("lastModifiedTime"), (FileTime) all.get("ctime"), (Integer) all.get("uid"));
    }

    /**
     * Tells whether this is the file that a process has mapped. File systems of several devices (btrfs, overlayfs) have one number of
     * a device for stat(2) and another for mappings, both of which have no driver and so the major number 0.
     */
    boolean is(Mapping mapping) {
        long major = device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
        long minor = device & 0xff | device >>> 12 & ~0xffL;
        String[] mapped = mapping.device().split(":");
        if (inode != mapping.inode() || mapped.length != 2) {
            return false;
        }
        long mappedMajor = Long.parseLong(mapped[0], 16);
        return major == mappedMajor && (minor == Long.parseLong(mapped[1], 16) || major == 0)
                || mappedMajor == 0 || major == 0;
    }
}
