package dev.gioconda.train.detection;

import dev.gioconda.detection.DetectedObject;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Composes training scenes: annotated pictures, whole or as ellipses around one object, at random size, turn and place on a background,
 * with random occlusions. The same generator gives the same scene. Safe for use by several threads.
 *
 * @param recipe sizes and probabilities
 * @param sources annotated pictures by data set; every set is drawn equally often
 * @param backgrounds pictures without objects
 */
public record SceneComposer(
        DetectorRecipe.SceneSettings recipe, List<List<AnnotatedPicture>> sources, BackgroundPainter backgrounds) {

    private static final double MAX_ENLARGEMENT = 3; // of a source; larger ones would only teach blur
    private static final double MIN_VISIBLE = 0.7; // of the box of an object that is to be found
    private static final double MAX_OVERLAP = 0.05;
    private static final int ATTEMPTS = 12;
    private static final double PRESENT = 0.3; // visible share below which a cut object is background

    /** A scene with up to {@link DetectorRecipe.SceneSettings#objects} objects. */
    public AnnotatedPicture compose(SplittableRandom random) {
        int side = recipe.side();
        ScenePixels pixels = new ScenePixels(backgrounds.paint(side, random));
        List<DetectedObject> placed = new ArrayList<>();
        int count = random.nextDouble() < recipe.empty() ? 0 : 1 + random.nextInt(recipe.objects());
        for (int i = 0; i < count; i++) {
            paste(pixels, placed, count, random);
        }
        List<DetectedObject> objects = new ArrayList<>();
        List<DetectedObject> ignored = new ArrayList<>();
        for (DetectedObject object : placed) {
            double visible = object.visible(side, side);
            if (visible >= MIN_VISIBLE) {
                objects.add(object);
                if (random.nextDouble() < recipe.occlusion()) {
                    occlude(pixels, object, random);
                }
            } else if (visible >= PRESENT) {
                ignored.add(object);
            }
        }
        return new AnnotatedPicture(pixels.picture(), objects, ignored);
    }

    private void paste(ScenePixels pixels, List<DetectedObject> placed, int count, SplittableRandom random) {
        List<AnnotatedPicture> set = sources.get(random.nextInt(sources.size()));
        AnnotatedPicture source = set.get(random.nextInt(set.size()));
        DetectedObject object =
                source.objects().get(random.nextInt(source.objects().size()));
        boolean whole = random.nextDouble() < recipe.whole();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            AffineMap map = placement(source.picture(), object, count, random);
            List<DetectedObject> mapped = (whole ? source.objects() : List.of(object))
                    .stream().map(each -> each.mapped(map)).toList();
            Region region = whole
                    ? Region.rectangle(source.picture())
                    : Region.ellipse(object, 1.15 + 0.5 * random.nextDouble(), 0.05 + 0.3 * random.nextDouble());
            Region.Bounds bounds = region.bounds(map);
            boolean free = placed.stream()
                    .noneMatch(other -> bounds.covers(other)
                            || mapped.stream().anyMatch(each -> each.overlap(other) > MAX_OVERLAP));
            if (free) {
                pixels.paste(source.picture(), map, region, bounds);
                placed.addAll(mapped);
                return;
            }
        }
    }

    /** A random similarity from the source to the scene, half of them mirrored. */
    private AffineMap placement(Picture source, DetectedObject object, int count, SplittableRandom random) {
        double largest = Math.min(MAX_ENLARGEMENT * object.side(), recipe.largest() * recipe.side() / Math.sqrt(count));
        double smallest = Math.min(recipe.smallest(), largest);
        double target = smallest * Math.pow(largest / smallest, random.nextDouble());
        double scale = target / object.side();
        double degrees = random.nextDouble() < recipe.upright()
                ? 24 * (random.nextDouble() - 0.5)
                : 2 * recipe.turn() * (random.nextDouble() - 0.5);
        double margin = random.nextDouble() < 0.2 ? 0 : Math.min(0.5 * target, 0.5 * recipe.side());
        double x = margin + random.nextDouble() * (recipe.side() - 2 * margin);
        double y = margin + random.nextDouble() * (recipe.side() - 2 * margin);
        if (random.nextBoolean()) {
            return AffineMap.similarity(object.x(), object.y(), x, y, scale, degrees);
        }
        AffineMap turned = AffineMap.similarity(source.width() - object.x(), object.y(), x, y, scale, degrees);
        return new AffineMap(
                -turned.xu(),
                turned.xv(),
                turned.x0() + turned.xu() * source.width(),
                -turned.yu(),
                turned.yv(),
                turned.y0() + turned.yu() * source.width());
    }

    /** Covers a part of an object with a rectangle of a background. */
    private void occlude(ScenePixels pixels, DetectedObject object, SplittableRandom random) {
        double width = object.width() * (0.25 + 0.45 * random.nextDouble());
        double height = object.height() * (0.15 + 0.3 * random.nextDouble());
        Picture cover = backgrounds.paint(64, random);
        double scale = Math.max(width, height) / cover.width();
        Point center = new Point(
                object.x() + (random.nextDouble() - 0.5) * object.width(),
                object.y() + (random.nextDouble() - 0.5) * object.height());
        AffineMap map = AffineMap.similarity(
                cover.width() / 2.0,
                cover.height() / 2.0,
                center.x(),
                center.y(),
                scale,
                180 * (random.nextDouble() - 0.5));
        DetectedObject part = new DetectedObject(
                cover.width() / 2.0, cover.height() / 2.0, width / scale, height / scale, List.of(), 1);
        Region region = Region.box(part);
        pixels.paste(cover, map, region, region.bounds(map));
    }
}
