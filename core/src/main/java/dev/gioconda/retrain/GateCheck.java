package dev.gioconda.retrain;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The result of one rule of a gate.
 *
 * @param rule its name
 * @param passed whether the challenger meets it
 * @param value the measured value
 * @param limit for the value
 * @param message value and limit in one sentence
 */
public record GateCheck(
        String rule,
        @JsonProperty("holds") boolean passed,
        double value,
        double limit,
        @JsonProperty("sentence") String message) {}
