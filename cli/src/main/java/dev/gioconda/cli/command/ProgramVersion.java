package dev.gioconda.cli.command;

import picocli.CommandLine.IVersionProvider;

/** The version of the program, from the manifest of its jar. */
public final class ProgramVersion implements IVersionProvider {

    /** The program's name and version, such as {@code gioconda 0.9.0}. */
    public static String text() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return "gioconda " + (version == null ? "(not from a jar)" : version);
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}
