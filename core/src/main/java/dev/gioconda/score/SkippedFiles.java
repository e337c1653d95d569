package dev.gioconda.score;

/** The files that are no images by their names: how many there are, and one of them. */
final class SkippedFiles {

    private long count;
    private String example = "";

    /** Adds a file. */
    synchronized void add(String path) {
        example = count == 0 ? path : example;
        count++;
    }

    /** How many there are. */
    synchronized long count() {
        return count;
    }

    /** The first of them; empty if there is none. */
    synchronized String example() {
        return example;
    }
}
