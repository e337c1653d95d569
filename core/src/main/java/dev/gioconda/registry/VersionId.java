package dev.gioconda.registry;

import java.util.Comparator;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The identifier of a version of a model.
 *
 * @param name of the model: lower-case letters, digits and hyphens
 * @param version letters, digits, {@code . _ -}; usually the time of its training, {@code yyyyMMdd-HHmmss}
 */
public record VersionId(String name, String version) {

    static final Comparator<VersionId> ORDER =
            Comparator.comparing(VersionId::name).thenComparing(VersionId::version);

    static final String MODELS = "models/";
    static final String LOG = "log";
    static final String SAVING = "saving";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");
    private static final Set<String> RESERVED = Set.of(LOG, SAVING);

    /** Validates name and version. */
    public VersionId {
        check(name);
        if (!isVersion(version)) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a valid version: use up to 64 letters, digits, \".\", \"_\" and \"-\", except \"log\" and \"saving\"."
                            .formatted(shortened(version)));
        }
    }

    /**
     * Parses {@code name/version}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static VersionId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a version of a model: expected NAME/VERSION, such as smile/20261124-101500."
                            .formatted(shortened(text)));
        }
        return new VersionId(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Returns a valid model name, or throws an {@link IllegalArgumentException}. */
    static String check(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a valid model name: use up to 64 lower-case letters, digits and hyphens."
                            .formatted(shortened(name)));
        }
        return name;
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static boolean isVersion(String text) {
        return VERSION.matcher(text).matches() && !RESERVED.contains(text);
    }

    /** The key of a file of the version. */
    String key(String file) {
        return MODELS + name + "/" + version + "/" + file;
    }

    /** {@code name/version}. */
    @Override
    public String toString() {
        return name + "/" + version;
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }
}
