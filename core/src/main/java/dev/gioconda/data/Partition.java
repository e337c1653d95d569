package dev.gioconda.data;

/** The three parts of a data set; choices are made on {@code VALIDATION}; {@code TEST} is used once. */
public enum Partition {
    /** For training. */
    TRAIN,
    /** For the choice of checkpoints, thresholds and temperatures. */
    VALIDATION,
    /** For the reported numbers. */
    TEST
}
