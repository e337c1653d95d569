package dev.gioconda.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of a {@link SparkJob}.
 *
 * @param command {@code score}, {@code pack} or {@code embed}
 * @param paths what is scored or packed; empty with {@code --table} or {@code --data}
 * @param options by name, without dashes; flags have the value {@code true}
 */
record JobArguments(String command, List<String> paths, Map<String, String> options) {

    static final String USAGE = """
            expected score, pack or embed, then paths and options:
              score PATH... --out FOLDER [--force] [--attributes] [--faces largest|all] [--embeddings]
              score --table FOLDER|NAME --out FOLDER [--path-column NAME] [--content-column NAME]
              embed PATH... --out FOLDER [--embedder NAME]     also with --table
              pack  PATH... --out FOLDER [--shard-mb 192] [--force]
              pack  --data SET[,SET] --out FOLDER [--attribute Smiling]
            and for score and embed --model NAME|NAME/VERSION|FOLDER, --store FOLDER|s3://BUCKET/PREFIX, --detector NAME,
            --min-detection SCORE, --max-image-pixels N; without them the settings spark.gioconda.* count""";

    private static final Set<String> COMMANDS = Set.of("score", "pack", "embed");
    private static final Set<String> FLAGS = Set.of("force", "attributes", "embeddings");
    private static final Set<String> VALUES = Set.of(
            "out",
            "table",
            "data",
            "attribute",
            "path-column",
            "content-column",
            "faces",
            "embedder",
            "model",
            "store",
            "detector",
            "min-detection",
            "max-image-pixels",
            "shard-mb");

    /**
     * Parses them: {@code --name value} or {@code --name=value}.
     *
     * @throws IllegalArgumentException if they are no valid arguments
     */
    static JobArguments parse(String... arguments) {
        if (arguments.length == 0 || !COMMANDS.contains(arguments[0])) {
            throw invalid("There is no command.");
        }
        List<String> paths = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String argument = arguments[i];
            if (!argument.startsWith("--")) {
                paths.add(argument);
                continue;
            }
            String[] parts = argument.substring(2).split("=", 2);
            if (FLAGS.contains(parts[0])) {
                if (parts.length == 2) {
                    throw invalid("--%s takes no value.".formatted(parts[0]));
                }
                options.put(parts[0], "true");
            } else if (!VALUES.contains(parts[0])) {
                throw invalid("There is no option %s.".formatted(argument));
            } else if (parts.length == 2) {
                options.put(parts[0], parts[1]);
            } else if (i + 1 < arguments.length) {
                options.put(parts[0], arguments[++i]);
            } else {
                throw invalid("%s has no value.".formatted(argument));
            }
        }
        return new JobArguments(arguments[0], List.copyOf(paths), Map.copyOf(options)).checked();
    }

    private JobArguments checked() {
        if (!options.containsKey("out")) {
            throw invalid("There is no --out.");
        }
        String source = command.equals("pack") ? "data" : "table";
        boolean named = options.containsKey(source);
        if (named == !paths.isEmpty()) {
            throw invalid(
                    named
                            ? "--%s and paths exclude each other.".formatted(source)
                            : "There is nothing to %s.".formatted(command));
        }
        if (!Set.of("largest", "all").contains(option("faces", "largest"))) {
            throw invalid("--faces is \"%s\".".formatted(option("faces", "")));
        }
        if (!option("shard-mb", "1").matches("[1-9][0-9]{0,5}")) {
            throw invalid("--shard-mb is \"%s\"; expected a number of megabytes.".formatted(option("shard-mb", "")));
        }
        if (!option("min-detection", "0").matches("0(\\.[0-9]+)?|1(\\.0+)?")) {
            throw invalid("--min-detection is \"%s\"; expected 0 to 1.".formatted(option("min-detection", "")));
        }
        return this;
    }

    private static IllegalArgumentException invalid(String message) {
        return new IllegalArgumentException(message + " " + USAGE);
    }

    /** The value of an option, or another one if it is not given. */
    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    /**
     * The value of a setting.
     *
     * @param name in {@link ScoreSettings}
     * @param configured its value in the Spark configuration, which options replace
     */
    String setting(String name, String configured) {
        return switch (name) {
            case "minDetection" -> option("min-detection", configured);
            case "maxImagePixels" -> option("max-image-pixels", configured);
            case "allFaces" ->
                options.containsKey("faces")
                        ? Boolean.toString(option("faces", "").equals("all"))
                        : configured;
            case "embedder" -> option("embedder", configured);
            default -> option(name, configured);
        };
    }
}
