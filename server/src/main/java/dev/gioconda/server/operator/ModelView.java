package dev.gioconda.server.operator;

import dev.gioconda.model.Manifest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A model version in the API and on the pages.
 *
 * @param accuracy on images that the version was neither trained nor selected on; null where it was not measured
 * @param low lower end of the 95 % interval (Wilson)
 * @param high upper end of the interval
 * @param measuredOn number of these images; 0 where it was not measured
 * @param measuredWith the images; only versions with the same value can be compared; empty where it was not measured
 * @param trainedOn names of the data sets
 * @param trainingPictures number of training images
 * @param metrics of the manifest, on the validation images that selected the epoch
 */
public record ModelView(
        String id,
        String name,
        String version,
        boolean serving,
        String attribute,
        String architecture,
        @Nullable Double accuracy,
        @Nullable Double low,
        @Nullable Double high,
        int measuredOn,
        String measuredWith,
        String trainedOn,
        int trainingPictures,
        Map<String, Double> metrics) {

    static ModelView of(Manifest manifest, boolean serving, Optional<MeasuredAccuracies.MeasuredAccuracy> measured) {
        Map<String, Double> metrics = new TreeMap<>(manifest.metrics());
        metrics.values().removeIf(Objects::isNull);
        return new ModelView(
                manifest.id(),
                manifest.name(),
                manifest.version(),
                serving,
                manifest.target(),
                manifest.architecture(),
                measured.map(MeasuredAccuracies.MeasuredAccuracy::share).orElse(null),
                measured.map(accuracy -> accuracy.interval().low()).orElse(null),
                measured.map(accuracy -> accuracy.interval().high()).orElse(null),
                measured.map(MeasuredAccuracies.MeasuredAccuracy::pictures).orElse(0),
                measured.map(MeasuredAccuracies.MeasuredAccuracy::measuredWith).orElse(""),
                manifest.data().name(),
                manifest.data().train(),
                metrics);
    }
}
