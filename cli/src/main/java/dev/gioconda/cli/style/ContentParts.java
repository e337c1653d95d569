package dev.gioconda.cli.style;

import java.util.Arrays;
import java.util.Iterator;

/** The names of the parts of a content image, for the help. */
final class ContentParts implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(ContentPart.values()).map(ContentPart::option).iterator();
    }
}
