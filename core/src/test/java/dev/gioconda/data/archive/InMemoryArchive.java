package dev.gioconda.data.archive;

import static java.util.Objects.requireNonNull;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads each entry of an archive once and keeps it in memory: drawing synthetic portraits again takes longer than small trainings. */
public final class InMemoryArchive implements PictureArchive {

    private final PictureArchive source;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    private InMemoryArchive(PictureArchive source) {
        this.source = source;
    }

    /** The data set with its pictures, all of one archive, kept in memory. */
    public static Dataset of(Dataset data) {
        InMemoryArchive archive = new InMemoryArchive(data.examples().get(0).archive());
        return new Dataset(
                data.name(),
                data.attributes(),
                data.examples().stream()
                        .map(e -> new Example(
                                e.name(), archive, e.entry(), e.framing(), e.labels(), e.partition(), e.person()))
                        .toList());
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Set<String> entries() throws IOException {
        return source.entries();
    }

    @Override
    public void visit(Set<String> wanted, Visitor visitor) throws IOException {
        Set<String> missing = new HashSet<>(wanted);
        missing.removeAll(files.keySet());
        if (!missing.isEmpty()) {
            source.visit(missing, files::put);
        }
        for (String entry : source.entries()) {
            if (wanted.contains(entry)) {
                visitor.accept(entry, requireNonNull(files.get(entry)).clone());
            }
        }
    }
}
