package dev.gioconda.server.operator;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.file.PrivateFiles;
import dev.gioconda.store.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operators of a server, each with a token of 256 random bits. The work folder has a file for each, with the SHA-256 of the token and
 * mode 0600. The files are read for every request, so changes need no restart.
 *
 * @param workFolder of the server
 */
public record Operators(Path workFolder) {

    /** Name of the operator that a server without operators creates at its start. */
    public static final String FIRST = "operator";

    /** The file of the first operator. */
    public static final String FIRST_FILE = "operator-token.sha256";

    private static final String FOLDER = "operators";
    private static final String SUFFIX = ".sha256";
    private static final Logger LOG = LoggerFactory.getLogger(Operators.class);
    private static final Set<Path> REPORTED =
            ConcurrentHashMap.newKeySet(); // each file once, however many requests there are
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    /** All operators, the first one before the others, which are sorted by name. */
    public List<Operator> list() throws IOException {
        List<Operator> operators = new ArrayList<>();
        read(FIRST).ifPresent(operators::add);
        for (String name : namesInFolder()) {
            read(name).ifPresent(operators::add);
        }
        return operators;
    }

    /**
     * Adds an operator.
     *
     * @return the token, which is not stored
     * @throws IllegalArgumentException if the name is not valid
     * @throws IOException also if an operator has this name, in upper or lower case
     */
    public String add(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a valid name of an operator: use up to 40 letters (A to Z), digits, \".\", \"_\" and \"-\", and begin with a letter or digit."
                            .formatted(name));
        }
        for (Operator operator : list()) {
            if (operator.name().equalsIgnoreCase(name)) {
                throw new IOException(
                        "There is an operator %s. Choose another name, or remove that operator first to get a new token."
                                .formatted(operator.name()));
            }
        }
        String token = Tokens.hex(32);
        byte[] line = (Operator.of(name, token).tokenHash() + "\n").getBytes(StandardCharsets.US_ASCII);
        Path file = file(name);
        PrivateFiles.createFolders(name.equals(FIRST) ? workFolder : workFolder.resolve(FOLDER));
        AtomicFiles.write(file, draft -> PrivateFiles.write(draft, line));
        return token;
    }

    /** Removes an operator, whose token and sessions are not valid any more; false if there is none of this name. */
    public boolean remove(String name) throws IOException {
        return NAME.matcher(name).matches() && Files.deleteIfExists(file(name));
    }

    /**
     * Creates the first operator if there is none.
     *
     * @return its token; empty if there are operators
     * @throws IOException also if a file of an operator is damaged
     */
    String createFirst() throws IOException {
        List<Operator> operators = list();
        for (Operator operator : operators) {
            if (!operator.tokenHash().matches("[0-9a-f]{64}")) {
                throw new IOException("%s does not contain a SHA-256 hash. Delete it, and add the operator again."
                        .formatted(file(operator.name())));
            }
        }
        return operators.isEmpty() ? add(FIRST) : "";
    }

    /** The operator with this token; empty if nobody has it. */
    Optional<Operator> withToken(String token) throws IOException {
        return list().stream().filter(operator -> operator.hasToken(token)).findFirst();
    }

    /** Whether the operator was neither removed nor given another token. */
    boolean contains(Operator operator) throws IOException {
        return read(operator.name()).equals(Optional.of(operator));
    }

    private List<String> namesInFolder() throws IOException {
        Path folder = workFolder.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .filter(name -> NAME.matcher(name).matches() && !name.equals(FIRST))
                    .sorted()
                    .toList();
        }
    }

    private Optional<Operator> read(String name) throws IOException {
        Path file = file(name);
        try {
            String line = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1); // whatever its bytes are
            return Optional.of(new Operator(name, line.strip()));
        } catch (NoSuchFileException removed) { // perhaps since the folder was listed
            return Optional.empty();
        } catch (AccessDeniedException unreadable) { // the other operators are not affected
            if (REPORTED.add(file)) {
                LOG.warn("The operator {} cannot sign in: this user cannot read {}.", name, file);
            }
            return Optional.empty();
        }
    }

    private Path file(String name) {
        return name.equals(FIRST)
                ? workFolder.resolve(FIRST_FILE)
                : workFolder.resolve(FOLDER).resolve(name + SUFFIX);
    }
}
