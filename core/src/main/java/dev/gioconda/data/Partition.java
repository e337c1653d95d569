package dev.gioconda.data;

/** The three parts of a data set; every choice is made on {@code VALIDATION}, {@code TEST} is read once. */
public enum Partition {
    /** What the network learns from. */
    TRAIN,
    /** What checkpoints, thresholds and temperatures are chosen on. */
    VALIDATION,
    /** What the reported numbers come from. */
    TEST
}
