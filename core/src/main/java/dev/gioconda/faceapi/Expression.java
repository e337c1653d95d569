package dev.gioconda.faceapi;

/** What a face expresses, in the order of the network's outputs. */
public enum Expression {
    /** None of the others. */
    NEUTRAL,
    /** A smile or a laugh. */
    HAPPY,
    /** Sadness. */
    SAD,
    /** Anger. */
    ANGRY,
    /** Fear. */
    FEARFUL,
    /** Disgust. */
    DISGUSTED,
    /** Surprise. */
    SURPRISED
}
