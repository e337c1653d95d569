package dev.gioconda.store;

import java.io.IOException;
import java.nio.file.Path;

/** A folder of a store is a symbolic link, which is not followed. */
final class LinkedFolderException extends IOException {
    private static final long serialVersionUID = 1;

    LinkedFolderException(Path link) {
        super("%s is a symbolic link, and links in a store are not followed. Replace it with a folder or a mount"
                .formatted(link));
    }
}
