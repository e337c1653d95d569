package dev.gioconda.server.classify;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.classify.FaceAnswer;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.face.Framing;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.inference.ClassifyService;
import dev.gioconda.inference.ServedModel;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.Manifest;
import dev.gioconda.server.http.AppKeys;
import dev.gioconda.server.http.Clients;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Open Inference Protocol, version 2, over HTTP, for existing clients of the protocol. An input is either {@code image}, BYTES: base64 of
 * JPEG or PNG files, whose largest faces are classified; or {@code pixels}, FP32 {@code [n, 3, rows, columns]} in [0, 1]: crops
 * of the model's geometry. Outputs are {@code probability}, FP32, and {@code label}, BYTES, one value per image; where no face is found
 * the label is {@code no face} and the probability null, because JSON has no NaN. A request that lists outputs gets only these.
 */
public final class InferenceProtocol {

    private static final List<String> OUTPUTS = List.of("probability", "label");

    private final ClassifyService classifyService;
    private final Clients clients;
    private final RateLimiter rateLimiter;
    private final BooleanSupplier ready;

    public InferenceProtocol(
            ClassifyService classifyService, Clients clients, RateLimiter rateLimiter, BooleanSupplier ready) {
        this.classifyService = classifyService;
        this.clients = clients;
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

    /** One input. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record InferInput(
            @Nullable String name,
            @Nullable String datatype,
            @Nullable List<Long> shape,
            @Nullable TensorData data) {}

    /** One output, or the description of a tensor. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InferTensor(
            String name,
            String datatype,
            List<Long> shape,
            @Nullable JsonNode data) {}

    /** A request. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record InferRequest(
            @Nullable String id,
            List<InferInput> inputs,
            @Nullable List<RequestedOutput> outputs) {}

    /** An output that the client asks for. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RequestedOutput(@Nullable String name) {}

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

    private void infer(Context context) {
        rateLimiter.consume(context);
        ServedModel model = model(context);
        byte[] body = RequestBodies.bytes(context);
        InferRequest request = context.appData(AppKeys.TURNS)
                .parse(
                        context,
                        body.length,
                        () -> HttpJson.read(body, InferRequest.class, TensorData.limits(model.manifest())));
        if (request.inputs() == null
                || request.inputs().size() != 1
                || request.inputs().get(0) == null) {
            throw badRequest("The request must have one input, named image or pixels.");
        }
        List<String> requested = requestedOutputs(request);
        InferInput input = request.inputs().get(0);
        TensorData data = input.data();
        List<Long> shape = input.shape();
        if (data == null || shape == null || shape.isEmpty() || shape.get(0) == null) {
            throw badRequest("The input has no shape, or no data array.");
        }
        if (data.numbers().length > 0 && !data.texts().isEmpty()) {
            throw badRequest("The data has both strings and numbers; expected strings for BYTES, or numbers for FP32.");
        }
        List<@Nullable Float> probabilities = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        if ("BYTES".equals(input.datatype())) {
            pictures(context, model, shape, data.texts(), probabilities, labels);
        } else if ("FP32".equals(input.datatype())) {
            pixels(context, model, shape, data.numbers(), probabilities, labels);
        } else {
            throw badRequest("The datatype is neither BYTES (image) nor FP32 (pixels).");
        }
        List<Long> count = List.of((long) labels.size());
        context.json(new InferResponse(
                model.manifest().name(),
                model.manifest().version(),
                request.id(),
                Stream.of(
                                new InferTensor(
                                        "probability", "FP32", count, HttpJson.MAPPER.valueToTree(probabilities)),
                                new InferTensor("label", "BYTES", count, HttpJson.MAPPER.valueToTree(labels)))
                        .filter(output -> requested.contains(output.name()))
                        .toList()));
    }

    /** The names of the outputs that the client asks for; all if it lists none. */
    private static List<String> requestedOutputs(InferRequest request) {
        List<RequestedOutput> requested = request.outputs();
        if (requested == null || requested.isEmpty()) {
            return OUTPUTS;
        }
        List<String> names = new ArrayList<>();
        for (RequestedOutput output : requested) {
            if (output == null || output.name() == null || !OUTPUTS.contains(output.name())) {
                throw badRequest("A requested output is not known; expected probability or label.");
            }
            names.add(output.name());
        }
        return names;
    }

    /** The product of the dimensions; -1 for a negative dimension or more values than a request can have. */
    private static long valuesOf(List<Long> shape) {
        long values = 1;
        for (Long dimension : shape) {
            if (dimension == null || dimension < 0 || (dimension > 0 && values > Integer.MAX_VALUE / dimension)) {
                return -1;
            }
            values *= dimension;
        }
        return values;
    }

    private void pictures(
            Context context,
            ServedModel model,
            List<Long> shape,
            List<String> data,
            List<@Nullable Float> probabilities,
            List<String> labels) {
        if (data.isEmpty()) {
            throw badRequest("There are no images; expected 1 to %d strings in data.".formatted(TensorData.MAX_BATCH));
        }
        if (valuesOf(shape) != data.size()) {
            throw badRequest("The shape is %s, but data has %d images; expected the shape [%d]."
                    .formatted(shape, data.size(), data.size()));
        }
        rateLimiter.consume(context, data.size() - 1); // the request itself was counted as one
        for (int i = 0; i < data.size(); i++) {
            String position = "Image %d of %d".formatted(i + 1, data.size());
            FaceResult result = classify(context, model, decodeBase64(data.get(i), position), position);
            Double probability = result.probability();
            probabilities.add(probability == null ? null : (Float) probability.floatValue());
            labels.add(probability == null ? "no face" : result.label());
        }
    }

    private FaceResult classify(Context context, ServedModel model, byte[] bytes, String position) {
        try {
            FaceResult result = classifyService
                    .classify( // one model for all images, even if another is promoted meanwhile
                            bytes, Framing.PHOTO, clients.dailyPseudonym(context), model)
                    .result();
            rateLimiter.charge(context, result.faces().size() - 1);
            return result;
        } catch (RefusedPictureException refused) {
            throw new ProblemException(
                    Problem.Kind.REFUSED_PICTURE, "%s: %s".formatted(position, refused.getMessage()));
        }
    }

    /** Decodes base64 (RFC 4648), also with the line ends of MIME (RFC 2045). */
    private static byte[] decodeBase64(String text, String position) {
        try {
            boolean oneLine = text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
            return Base64.getDecoder().decode(oneLine ? text : text.replaceAll("[\r\n]", ""));
        } catch (IllegalArgumentException invalid) {
            throw badRequest(position + " is not valid base64.");
        }
    }

    private void pixels(
            Context context,
            ServedModel model,
            List<Long> shape,
            float[] values,
            List<@Nullable Float> probabilities,
            List<String> labels) {
        int rows = model.manifest().input().rows();
        int columns = model.manifest().input().columns();
        long count = shape.get(0);
        if (!shape.equals(List.of(count, 3L, (long) rows, (long) columns))
                || count < 1
                || count > TensorData.MAX_BATCH) {
            throw badRequest("The shape is %s; expected [n, 3, %d, %d] with n from 1 to %d."
                    .formatted(shape, rows, columns, TensorData.MAX_BATCH));
        }
        rateLimiter.consume(context, (int) count - 1);
        int expected = (int) count * 3 * rows * columns;
        if (values.length != expected) {
            throw badRequest("There are %d values; expected %d by the shape.".formatted(values.length, expected));
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
        return new ProblemException(Problem.Kind.BAD_REQUEST, what + " See {base}/openapi.yaml.");
    }
}
