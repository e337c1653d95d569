package dev.gioconda.cli.faces;

import dev.gioconda.face.Face;
import dev.gioconda.face.FacePoints;
import dev.gioconda.face.HeadPose;
import dev.gioconda.face.mesh.FaceMesh;
import dev.gioconda.face.mesh.FacePart;
import dev.gioconda.face.mesh.MeshNetwork;
import dev.gioconda.face.mesh.MeshPose;
import dev.gioconda.faceapi.Box;
import dev.gioconda.faceapi.Expression;
import dev.gioconda.faceapi.FaceApi;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Networks that describe detected faces.
 *
 * @param mesh for parts and pose; null if they were not asked for
 * @param faceApi for expressions; null if they were not asked for
 */
record DescribingNetworks(
        @Nullable MeshNetwork mesh, @Nullable FaceApi faceApi) implements AutoCloseable {

    /**
     * What is told about a face as JSON: its pose, from the mesh if there is one, its parts as polygons, and its expression.
     *
     * @param refined in pixels of the picture
     * @param step pixels of the file for each one of the picture
     */
    Map<String, Object> asMap(Picture picture, Face refined, int step) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        FacePoints points = refined.points();
        FaceMesh found = mesh == null ? null : mesh.mesh(picture, refined);
        if (found != null) {
            map.put("pose", rounded(MeshPose.of(found)));
            map.put("presence", Math.round(found.presence() * 1000) / 1000.0);
            map.put("parts", polygons(found, step));
        } else if (points != null) {
            map.put("pose", rounded(HeadPose.of(points)));
        }
        Map<Expression, Double> expressions = expressions(picture, refined);
        if (!expressions.isEmpty()) {
            map.put("expression", name(strongest(expressions).getKey()));
            Map<String, Double> probabilities = new LinkedHashMap<>();
            expressions.forEach((expression, probability) ->
                    probabilities.put(name(expression), Math.round(probability * 1000) / 1000.0));
            map.put("expressions", probabilities);
        }
        return map;
    }

    /** The strongest expression of a face as text, such as {@code , happy (93 %)}; empty if it was not asked for. */
    String asText(Picture picture, Face face) throws IOException {
        Map<Expression, Double> expressions = expressions(picture, face);
        if (expressions.isEmpty()) {
            return "";
        }
        Map.Entry<Expression, Double> strongest = strongest(expressions);
        return String.format(Locale.ROOT, ", %s (%.0f %%)", name(strongest.getKey()), 100 * strongest.getValue());
    }

    private Map<Expression, Double> expressions(Picture picture, Face face) throws IOException {
        return faceApi == null
                ? Map.of()
                : faceApi.expressions(picture, new Box(face.x(), face.y(), face.width(), face.height()))
                        .orElse(Map.of());
    }

    private static Map.Entry<Expression, Double> strongest(Map<Expression, Double> expressions) {
        return Collections.max(expressions.entrySet(), Map.Entry.comparingByValue());
    }

    private static String name(Expression expression) {
        return expression.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, List<List<Double>>> polygons(FaceMesh mesh, int step) {
        Map<String, List<List<Double>>> polygons = new LinkedHashMap<>();
        for (FacePart part : FacePart.values()) {
            List<Point> corners = mesh.polygon(part);
            polygons.put(
                    part.key(),
                    corners.stream()
                            .map(point -> List.of(tenths(step * point.x()), tenths(step * point.y())))
                            .toList());
        }
        return polygons;
    }

    private static HeadPose rounded(HeadPose pose) {
        return new HeadPose(tenths(pose.yaw()), tenths(pose.pitch()), tenths(pose.roll()));
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    @Override
    public void close() throws IOException {
        if (mesh != null) {
            mesh.close();
        }
        if (faceApi != null) {
            faceApi.close();
        }
    }
}
