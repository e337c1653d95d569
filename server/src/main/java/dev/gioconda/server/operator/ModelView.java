package dev.gioconda.server.operator;

import dev.gioconda.evaluate.Interval;
import dev.gioconda.model.Manifest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model version in the API and on the pages.
 *
 * @param accuracy on validation images; null where it was not measured
 * @param low lower end of the 95 % interval (Wilson)
 * @param high upper end of the interval
 * @param measuredOn number of validation images
 * @param trainedOn names of the data sets
 * @param trainingPictures number of training images
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
        String trainedOn,
        int trainingPictures,
        Map<String, Double> metrics) {

    private static final String ACCURACY = "validation.accuracy";

    static ModelView of(Manifest manifest, boolean serving) {
        Double accuracy = manifest.metrics().get(ACCURACY);
        int count = manifest.data().validation();
        Interval interval =
                accuracy == null || count == 0 ? null : Interval.wilson((int) Math.round(accuracy * count), count);
        return new ModelView(
                manifest.id(),
                manifest.name(),
                manifest.version(),
                serving,
                manifest.target(),
                manifest.architecture(),
                accuracy,
                interval == null ? null : (Double) interval.low(),
                interval == null ? null : (Double) interval.high(),
                count,
                manifest.data().name(),
                manifest.data().train(),
                manifest.metrics());
    }
}
