package dev.gioconda.server.classify;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.classify.FaceAnswer;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.face.Framing;
import dev.gioconda.inference.ClassifyService;
import dev.gioconda.inference.ServedModel;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.Manifest;
import dev.gioconda.server.http.HttpJson;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.RateLimiter;
import dev.gioconda.server.http.RequestBodies;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The Open Inference Protocol, version 2, over HTTP, for existing clients of the protocol. An input is either {@code image}, BYTES: base64 of
 * JPEG or PNG files, whose largest faces are classified; or {@code pixels}, FP32 {@code [n, 3, rows, columns]} in [0, 1]: crops
 * of the model's geometry. Outputs are {@code probability}, FP32, and {@code label}, BYTES, one value per image; where no face is found
 * the label is {@code no face} and the probability null, because JSON has no NaN.
 */
public final class InferenceProtocol {

    private static final int MAX_BATCH = 64;

    private final ClassifyService classifyService;
    private final RateLimiter rateLimiter;
    private final BooleanSupplier ready;

    public InferenceProtocol(ClassifyService classifyService, RateLimiter rateLimiter, BooleanSupplier ready) {
        this.classifyService = classifyService;
        this.rateLimiter = rateLimiter;
        this.ready = ready;
    }

    public void install(RoutesConfig routes) {
        routes.get("/v2", context -> context.json(Map.of("name", "gioconda", "version", "2", "extensions", List.of())));
        routes.get("/v2/health/live", context -> context.json(Map.of("live", true)));
        routes.get("/v2/health/ready", context -> context.status(ready.getAsBoolean() ? 200 : 503)
                .json(Map.of("ready", ready.getAsBoolean())));
        for (String model : List.of("/v2/models/{model}", "/v2/models/{model}/versions/{version}")) {
            routes.get(model, context -> context.json(metadata(model(context).manifest())));
            routes.get(
                    model + "/ready",
                    context -> context.json(
                            Map.of("name", model(context).manifest().name(), "ready", true)));
            routes.post(model + "/infer", this::infer);
        }
    }

    /** One tensor. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record InferTensor(
            String name,
            String datatype,
            List<Long> shape,
            @Nullable JsonNode data) {}

    /** A request. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record InferRequest(@Nullable String id, List<InferTensor> inputs) {}

    /** A response. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InferResponse(
            String model_name,
            String model_version,
            @Nullable String id,
            List<InferTensor> outputs) {}

    private record ModelMetadata(
            String name, List<String> versions, String platform, List<InferTensor> inputs, List<InferTensor> outputs) {}

    private ServedModel model(Context context) {
        ServedModel model = classifyService.serving();
        String version = context.pathParamMap().get("version");
        if (!model.manifest().name().equals(context.pathParam("model"))
                || (version != null && !version.equals(model.manifest().version()))) {
            throw new ProblemException(
                    Problem.Kind.NOT_FOUND,
                    "This model or version is not served; %s is."
                            .formatted(model.manifest().id()));
        }
        return model;
    }

    private static ModelMetadata metadata(Manifest manifest) {
        return new ModelMetadata(
                manifest.name(),
                List.of(manifest.version()),
                "gioconda_libtorch",
                List.of(
                        new InferTensor("image", "BYTES", List.of(-1L), null),
                        new InferTensor(
                                "pixels",
                                "FP32",
                                List.of(-1L, 3L, (long) manifest.input().rows(), (long)
                                        manifest.input().columns()),
                                null)),
                List.of(
                        new InferTensor("probability", "FP32", List.of(-1L), null),
                        new InferTensor("label", "BYTES", List.of(-1L), null)));
    }

    private void infer(Context context) throws RefusedPictureException {
        rateLimiter.consume(context);
        ServedModel model = model(context);
        InferRequest request = HttpJson.read(RequestBodies.bytes(context), InferRequest.class);
        if (request.inputs() == null
                || request.inputs().size() != 1
                || request.inputs().get(0) == null) {
            throw badRequest("The request must have one input, named image or pixels.");
        }
        InferTensor input = request.inputs().get(0);
        JsonNode data = input.data();
        List<Long> shape = input.shape();
        if (data == null || !data.isArray() || shape == null || shape.isEmpty() || shape.get(0) == null) {
            throw badRequest("The input has no shape, or no data array.");
        }
        List<@Nullable Float> probabilities = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        if ("BYTES".equals(input.datatype())) {
            pictures(context, model, data, probabilities, labels);
        } else if ("FP32".equals(input.datatype())) {
            pixels(context, model, shape, data, probabilities, labels);
        } else {
            throw badRequest("The datatype is neither BYTES (image) nor FP32 (pixels).");
        }
        List<Long> count = List.of((long) labels.size());
        context.json(new InferResponse(
                model.manifest().name(),
                model.manifest().version(),
                request.id(),
                List.of(
                        new InferTensor("probability", "FP32", count, HttpJson.MAPPER.valueToTree(probabilities)),
                        new InferTensor("label", "BYTES", count, HttpJson.MAPPER.valueToTree(labels)))));
    }

    private void pictures(
            Context context, ServedModel model, JsonNode data, List<@Nullable Float> probabilities, List<String> labels)
            throws RefusedPictureException {
        if (data.isEmpty() || data.size() > MAX_BATCH) {
            throw badRequest("There are %d images; expected 1 to %d.".formatted(data.size(), MAX_BATCH));
        }
        rateLimiter.consume(context, data.size() - 1); // the request itself was counted as one
        for (JsonNode text : data) {
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(text.asText());
            } catch (IllegalArgumentException invalid) {
                throw badRequest("An image is not valid base64.");
            }
            FaceResult result = classifyService
                    .classify(bytes, Framing.PHOTO, model) // one model for all, even if another is promoted meanwhile
                    .result();
            Double probability = result.probability();
            probabilities.add(probability == null ? null : (Float) probability.floatValue());
            labels.add(probability == null ? "no face" : result.label());
        }
    }

    private void pixels(
            Context context,
            ServedModel model,
            List<Long> shape,
            JsonNode data,
            List<@Nullable Float> probabilities,
            List<String> labels) {
        int rows = model.manifest().input().rows();
        int columns = model.manifest().input().columns();
        long count = shape.get(0);
        if (!shape.equals(List.of(count, 3L, (long) rows, (long) columns)) || count < 1 || count > MAX_BATCH) {
            throw badRequest("The shape is %s; expected [n, 3, %d, %d] with n from 1 to %d."
                    .formatted(shape, rows, columns, MAX_BATCH));
        }
        rateLimiter.consume(context, (int) count - 1);
        float[] values = new float[(int) count * 3 * rows * columns];
        if (flatten(data, values, 0) != values.length) {
            throw badRequest("The number of values does not match the shape; expected %d.".formatted(values.length));
        }
        List<Picture> crops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            crops.add(crop(values, i * 3 * rows * columns, rows, columns));
        }
        for (Classifier.Prediction answer : classifyService.classifyCrops(model, crops)) {
            probabilities.add((float) answer.probability());
            labels.add(FaceAnswer.label(answer, model.manifest().target()));
        }
    }

    /** Flattens nested arrays; returns the number of values, or one more than the capacity if there are more. */
    private static int flatten(JsonNode node, float[] values, int from) {
        int next = from;
        for (JsonNode element : node) {
            if (element.isArray()) {
                next = flatten(element, values, next);
            } else if (next < values.length && element.isNumber() && Float.isFinite(element.floatValue())) {
                values[next++] = element.floatValue();
            } else {
                return values.length + 1;
            }
            if (next > values.length) {
                return next;
            }
        }
        return next;
    }

    /** Converts planes of values in [0, 1] to an image. */
    private static Picture crop(float[] values, int from, int rows, int columns) {
        byte[] rgb = new byte[rows * columns * 3];
        int plane = rows * columns;
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                rgb[i * 3 + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, values[from + c * plane + i])));
            }
        }
        return new Picture(columns, rows, rgb);
    }

    private static ProblemException badRequest(String what) {
        return new ProblemException(Problem.Kind.BAD_REQUEST, what + " See /openapi.yaml.");
    }
}
