package dev.gioconda.retrain;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What one rule said.
 *
 * @param rule its name
 * @param passed whether the challenger may pass
 * @param value what was measured
 * @param limit what it was compared with
 * @param message both, for people
 */
public record GateCheck(
        String rule,
        @JsonProperty("holds") boolean passed,
        double value,
        double limit,
        @JsonProperty("sentence") String message) {}
