package dev.gioconda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Banned words with their replacements, and the search for them in the text files of the project. */
final class Vocabulary {

    private static final Set<String> TYPES =
            Set.of("java", "jte", "js", "css", "html", "yaml", "yml", "toml", "md", "xml", "sh", "tsv");
    private static final Set<String> TEXTS = Set.of("gioconda", "run", "Dockerfile");
    // golden files keep the words of the program that wrote them
    private static final Set<String> SKIPPED = Set.of(".git", ".mvn", "target", "golden", "shared", "node_modules");

    private final List<Term> terms;
    private final List<Exemption> exemptions;

    private Vocabulary(List<Term> terms, List<Exemption> exemptions) {
        this.terms = terms;
        this.exemptions = exemptions;
    }

    /** A banned word at a place. */
    record Hit(Path file, int line, String word, String replacement) {

        @Override
        public String toString() {
            return "%s:%d: \"%s\": write \"%s\"".formatted(file, line, word, replacement);
        }
    }

    static Vocabulary load() throws IOException {
        return of(lines("/vocabulary.tsv"), lines("/vocabulary-exemptions.tsv"));
    }

    static Vocabulary of(List<String> terms, List<String> exemptions) {
        return new Vocabulary(
                terms.stream().map(Term::parse).toList(),
                exemptions.stream().map(Exemption::parse).toList());
    }

    int size() {
        return terms.size();
    }

    List<Hit> search(Path root) throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (Path file : files(root)) {
            hits.addAll(search(root.relativize(file), Files.readString(file)));
        }
        return hits;
    }

    List<Hit> search(Path file, String text) {
        List<Exemption> applicable = exemptions.stream()
                .filter(exemption -> exemption.files.matches(file))
                .toList();
        String lowerCase = text.toLowerCase(Locale.ROOT);
        List<Hit> hits = new ArrayList<>();
        for (Term term : terms) {
            if (lowerCase.contains(term.hint)
                    && (!term.javaOnly || file.toString().endsWith(".java"))) {
                Matcher matcher = term.pattern.matcher(text);
                while (matcher.find()) {
                    String word = matcher.group().replaceAll("\\s[\\s*/#]*", " ");
                    if (applicable.stream().noneMatch(exemption -> exemption.allows(word))) {
                        int line = 1
                                + (int) text.chars()
                                        .limit(matcher.start())
                                        .filter(c -> c == '\n')
                                        .count();
                        hits.add(new Hit(file, line, word, term.replacement));
                    }
                }
            }
        }
        return hits;
    }

    /** Prints the hits, then their number by folder: the first argument is the project's root. */
    public static void main(String... arguments) throws IOException {
        List<Hit> hits = load().search(Path.of(arguments[0]));
        hits.forEach(System.out::println);
        Map<String, Long> counts = hits.stream()
                .collect(Collectors.groupingBy(
                        hit -> String.valueOf(hit.file.getParent()), TreeMap::new, Collectors.counting()));
        counts.forEach((folder, count) -> System.out.printf("%5d %s%n", count, folder));
        System.out.printf("%5d in all%n", hits.size());
    }

    private static List<Path> files(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains(name(folder)) && !folder.equals(root)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = name(file);
                if (TEXTS.contains(name) || TYPES.contains(name.substring(name.lastIndexOf('.') + 1))) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Vocabulary.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    /** @param hint is in every text that the pattern matches, in lower case; searched first since that is fast */
    private record Term(Pattern pattern, String hint, String replacement, boolean javaOnly) {

        static Term parse(String line) {
            String[] cells = line.split("\t", -1);
            String word = cells[0];
            String hint = word.replaceFirst("^\\[..\\]", "").split("[ (]", 2)[0].toLowerCase(Locale.ROOT);
            return switch (cells[2]) {
                case "java" -> new Term(Pattern.compile("(?<![A-Za-z])" + word + "(?![a-z])"), hint, cells[1], true);
                case "all" -> new Term(phrase(word), hint, cells[1], false);
                case "part" -> new Term(Pattern.compile("[A-Za-z]*" + word + "[A-Za-z]*"), hint, cells[1], false);
                default -> throw new IllegalArgumentException("where is \"" + cells[2] + "\" in: " + line);
            };
        }

        /** The words of a phrase with any white space between them, or as a name in camelCase or snake_case. */
        private static Pattern phrase(String words) {
            String spaced = words.replace(" ", "(?:_|\\s[\\s*/#]*)");
            String camel = Pattern.compile(" (.)").matcher(words).replaceAll(match -> match.group(1)
                    .toUpperCase(Locale.ROOT));
            String any = spaced + "|" + camel;
            return Pattern.compile("(?<![A-Za-z])(?:%s)(?![a-z])|(?<![A-Z])(?:%s)(?![a-z])"
                    .formatted(any, capital(spaced) + "|" + capital(camel)));
        }

        private static String capital(String word) {
            return Character.toUpperCase(word.charAt(0)) + word.substring(1);
        }
    }

    private record Exemption(PathMatcher files, String word) {

        static Exemption parse(String line) {
            String[] cells = line.split("\t", -1);
            if (cells.length != 3 || cells[2].isBlank()) {
                throw new IllegalArgumentException("an exemption has files, a word and a reason: " + line);
            }
            return new Exemption(FileSystems.getDefault().getPathMatcher("glob:" + cells[0]), cells[1]);
        }

        boolean allows(String found) {
            return word.equals("*") || word.equals(found);
        }
    }
}
