package dev.gioconda.train.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.detection.DetectedObject;
import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SceneComposerTest {

    private static final List<Picture> BLACK = List.of(PictureFixture.plain(64, 64, 0));

    /** Scenes of white cut-outs on black. */
    private static SceneComposer composer(String... changes) throws IOException {
        Picture white = PictureFixture.plain(48, 48, 255);
        AnnotatedPicture cutOut = new AnnotatedPicture(white, Teacher.WHOLE_PICTURE.annotate(white), List.of());
        return new SceneComposer(
                DetectorRecipe.read(DetectorRecipe.PRESET, List.of(changes)).scenes(),
                List.of(List.of(cutOut)),
                new BackgroundPainter(List.of(BLACK)));
    }

    @Test
    void same_generator_gives_the_same_scene() throws IOException {
        SceneComposer composer = composer();
        AnnotatedPicture first = composer.compose(new SplittableRandom(5));
        AnnotatedPicture second = composer.compose(new SplittableRandom(5));
        assertThat(second.picture().rgb()).isEqualTo(first.picture().rgb());
        assertThat(second.objects()).isEqualTo(first.objects());
    }

    @Test
    void annotated_objects_are_where_they_were_pasted() throws IOException {
        SceneComposer composer = composer("scenes.occlusion=0.0", "scenes.empty=0.0");
        int seen = 0;
        for (int seed = 0; seed < 20; seed++) {
            AnnotatedPicture scene = composer.compose(new SplittableRandom(seed));
            for (DetectedObject object : scene.objects()) {
                int x = (int) Math.max(0, Math.min(255, object.x()));
                int y = (int) Math.max(0, Math.min(255, object.y()));
                assertThat(scene.picture().at(x, y, 1)).isGreaterThan(200);
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(20);
    }

    @Test
    void objects_are_as_large_as_the_recipe_says() throws IOException {
        SceneComposer composer = composer("scenes.smallest=20", "scenes.largest=0.3");
        for (int seed = 0; seed < 20; seed++) {
            for (DetectedObject object :
                    composer.compose(new SplittableRandom(seed)).objects()) {
                assertThat(object.side()).isBetween(19.9, 0.3 * 256 + 0.1);
            }
        }
    }

    @Test
    void an_empty_scene_has_no_object() throws IOException {
        AnnotatedPicture scene = composer("scenes.empty=1.0").compose(new SplittableRandom(1));
        assertThat(scene.objects()).isEmpty();
        assertThat(scene.ignored()).isEmpty();
    }

    @Test
    void surroundings_do_not_touch_the_object() {
        Picture picture = PictureFixture.gradient(200, 100);
        DetectedObject left = new DetectedObject(30, 50, 40, 40, List.of(), 1);
        List<Picture> surroundings = new AnnotatedPicture(picture, List.of(left), List.of()).surroundings();
        assertThat(surroundings).hasSize(1);
        assertThat(surroundings.get(0).width()).isEqualTo(140);
    }
}
