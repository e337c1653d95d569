package dev.gioconda.faceapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.golden.GoldenFiles;
import dev.gioconda.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The numbers of face-api 1.7.15 itself, on four paintings in the public domain and, where they are, on photographs that may not be
 * published.
 */
@Tag("integration")
class FaceApiGoldenTest {

    private static final Path PAINTINGS = GoldenFiles.resource(FaceApiGoldenTest.class, "/golden/faces");
    private static final Path PHOTOGRAPHS = FaceApiArchive.SHARED.resolve("golden/faces");

    private static FaceApi faceApi;

    @BeforeAll
    static void open() throws IOException {
        faceApi = FaceApi.open(FaceApiArchive.path());
    }

    @AfterAll
    static void close() throws IOException {
        if (faceApi != null) {
            faceApi.close();
        }
    }

    @Test
    void faces_of_paintings_have_face_apis_numbers() throws IOException {
        GoldenFaces golden = new GoldenFaces(PAINTINGS.resolve("golden-public.json"), PAINTINGS);
        assertThat(golden.pictures()).hasSize(4);
        checkPictures(golden);
        golden.assertClose("paintings", 3000);
    }

    @Test
    void faces_of_photographs_have_face_apis_numbers() throws IOException {
        Path json = PHOTOGRAPHS.resolve("golden.json");
        assumeTrue(Files.exists(json), "skipped: needs " + json);
        GoldenFaces golden = new GoldenFaces(json, PHOTOGRAPHS.resolve("png"));
        assertThat(golden.pictures()).hasSize(10);
        checkPictures(golden);
        golden.assertClose("photographs", 9000);
    }

    private static void checkPictures(GoldenFaces golden) throws IOException {
        for (JsonNode expected : golden.pictures()) {
            Picture picture = golden.picture(expected);
            checkWholePicture(golden, picture, expected.path("wholePictureAsFace"));
            checkFaces(golden, picture, faceApi.ssdDetector().detect(picture), expected.path("ssd"));
            checkFaces(golden, picture, faceApi.tinyDetector().detect(picture), expected.path("tiny"));
            checkDetections(golden, faceApi.tinyDetector().detect(picture, 608, 0.5), expected.path("tiny608"));
        }
    }

    /** The networks on the whole picture, without any detection. */
    private static void checkWholePicture(GoldenFaces golden, Picture picture, JsonNode expected) throws IOException {
        golden.landmarks(faceApi.landmarkNet().landmarks(picture), expected.path("landmarks"));
        golden.landmarks(faceApi.tinyLandmarkNet().landmarks(picture), expected.path("tinyLandmarks"));
        golden.numbers(
                "probability",
                List.copyOf(faceApi.expressionNet().probabilities(picture).values()),
                expected.path("expressions"));
        checkAgeGender(golden, faceApi.ageGenderNet().estimate(picture), expected);
        golden.numbers("descriptor", faceApi.descriptorNet().describe(picture), expected.path("descriptor"));
    }

    private static void checkDetections(GoldenFaces golden, List<Detection> faces, JsonNode expected) {
        assertThat(faces).hasSize(expected.size());
        for (int i = 0; i < faces.size(); i++) {
            golden.number("score", faces.get(i).score(), expected.path(i).path("score"));
            golden.box(faces.get(i).box(), expected.path(i).path("box"));
        }
    }

    private static void checkFaces(GoldenFaces golden, Picture picture, List<Detection> faces, JsonNode expected)
            throws IOException {
        checkDetections(golden, faces, expected);
        for (int i = 0; i < faces.size(); i++) {
            Detection face = faces.get(i);
            JsonNode numbers = expected.path(i);
            FaceDescription description = faceApi.describe(picture, face).orElseThrow();
            golden.landmarks(description.landmarks(), numbers.path("landmarks"));
            golden.box(description.alignedBox(), numbers.path("alignedRect"));
            golden.numbers("probability", List.copyOf(description.expressions().values()), numbers.path("expressions"));
            assertThat(faceApi.expressions(picture, face.box())).contains(description.expressions());
            checkAgeGender(golden, description.ageGender(), numbers);
            golden.box(description.descriptorBox(), numbers.path("dlibRect"));
            Picture chip = description.descriptorBox().crop(picture).orElseThrow();
            assertThat(chip.width()).isEqualTo(numbers.path("dlibCrop").path(2).asInt());
            assertThat(chip.height()).isEqualTo(numbers.path("dlibCrop").path(3).asInt());
            golden.numbers("descriptor", description.descriptor(), numbers.path("descriptor"));

            Picture crop = face.box().crop(picture).orElseThrow();
            golden.landmarks(
                    faceApi.tinyLandmarkNet()
                            .landmarks(crop)
                            .plus(face.box().x(), face.box().y()),
                    numbers.path("tinyLandmarks"));
            Map<Expression, Double> unaligned = faceApi.expressionNet().probabilities(crop);
            golden.numbers(
                    "probability",
                    List.copyOf(unaligned.values()),
                    numbers.path("unaligned").path("expressions"));
            checkAgeGender(golden, faceApi.ageGenderNet().estimate(crop), numbers.path("unaligned"));
        }
    }

    private static void checkAgeGender(GoldenFaces golden, AgeGenderNet.AgeGender found, JsonNode expected) {
        golden.number("age", found.age(), expected.path("age"));
        assertThat(found.isMale() ? "male" : "female")
                .isEqualTo(expected.path("gender").asText());
        double male = found.maleProbability();
        golden.number("probability", found.isMale() ? male : 1 - male, expected.path("genderProbability"));
    }
}
