package dev.gioconda.cli.command;

import picocli.CommandLine.Option;

/** Who makes a change that is recorded in the store. */
public final class AuthorOptions {

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who makes the change, for the log. Default: ${DEFAULT-VALUE}.",
            defaultValue = "${sys:user.name}")
    private String author = "";

    /** The person's name. */
    public String author() {
        return author;
    }
}
