package dev.gioconda.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** Images with ICC profiles; the JDK's own profiles are embedded, since they are on every machine. */
class ColorProfileTest {

    private static final byte[] SRGB = profile(ColorSpace.CS_sRGB);
    private static final byte[] LINEAR = profile(ColorSpace.CS_LINEAR_RGB);

    private final SafeImageDecoder decoder = new SafeImageDecoder();

    @Test
    void png_in_another_color_space_is_converted() throws IOException {
        Picture picture = decoder.decode(withProfile(PictureFixture.plain(8, 5, 55), LINEAR));
        // 55/255 in linear light is 0.2157; sRGB's curve (IEC 61966-2-1): 1.055 * 0.2157^(1/2.4) - 0.055 = 0.5017, or
        // 127.9
        assertThat(picture.at(7, 4, 0)).isBetween(127, 129);
        assertThat(picture.at(7, 4, 2)).isBetween(127, 129);
    }

    @Test
    void exchanged_primaries_are_exchanged_back() throws IOException {
        byte[] samples = {(byte) 200, 40, 90};
        Picture stored = new Picture(1, 1, samples);
        Picture converted = decoder.decode(withProfile(stored, exchanged(SRGB)));
        assertThat(converted.at(0, 0, 0)).isBetween(38, 42);
        assertThat(converted.at(0, 0, 1)).isBetween(198, 202);
        assertThat(converted.at(0, 0, 2)).isBetween(88, 92);
    }

    @Test
    void jpeg_profile_in_several_segments_is_joined() throws IOException {
        byte[] jpeg = PictureWriter.jpeg(PictureFixture.plain(16, 16, 55), 0.95);
        int half = LINEAR.length / 2;
        byte[] first = segment(1, 2, Arrays.copyOf(LINEAR, half));
        byte[] second = segment(2, 2, Arrays.copyOfRange(LINEAR, half, LINEAR.length));
        Picture converted = decoder.decode(inserted(jpeg, second, first)); // in any order
        assertThat(converted.at(8, 8, 1)).isBetween(126, 130);
        Picture incomplete = decoder.decode(inserted(jpeg, first));
        assertThat(incomplete.at(8, 8, 1)).isBetween(54, 56);
    }

    @Test
    void srgb_profile_changes_no_bit() throws IOException {
        Picture picture = PictureFixture.noise(20, 10, 4);
        assertThat(decoder.decode(withProfile(picture, SRGB)).rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void damaged_profiles_are_ignored() throws IOException {
        Picture picture = PictureFixture.noise(6, 6, 4);
        byte[] wrongLength = LINEAR.clone();
        wrongLength[3]++;
        byte[] wrongTag = LINEAR.clone();
        ByteBuffer.wrap(wrongTag).putInt(136, Integer.MAX_VALUE);
        byte[] noise = new byte[5_000];
        Arrays.fill(noise, (byte) 0x5a);
        byte[] blank = Arrays.copyOf(LINEAR, LINEAR.length);
        Arrays.fill(blank, 200, blank.length, (byte) 0);
        for (byte[] damaged : new byte[][] {wrongLength, wrongTag, noise, blank, Arrays.copyOf(LINEAR, 300), {}}) {
            assertThat(decoder.decode(withProfile(picture, damaged)).rgb()).isEqualTo(picture.rgb());
        }
    }

    @Test
    void too_long_profile_is_ignored() throws IOException {
        Picture picture = PictureFixture.noise(6, 6, 4);
        byte[] tooLong = Arrays.copyOf(LINEAR, ColorProfile.MAX_BYTES + 1);
        ByteBuffer.wrap(tooLong).putInt(0, tooLong.length);
        assertThat(decoder.decode(withProfile(picture, tooLong)).rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void gray_profile_changes_gray_images_only() throws IOException {
        byte[] gray = profile(ColorSpace.CS_GRAY); // linear
        assertThat(decoder.decode(withProfile(PictureFixture.plain(4, 4, 55), gray))
                        .at(0, 0, 0))
                .isBetween(126, 130);
        Picture color = PictureFixture.noise(6, 6, 4);
        assertThat(decoder.decode(withProfile(color, gray)).rgb()).isEqualTo(color.rgb());
    }

    private static byte[] profile(int space) {
        return ICC_Profile.getInstance(space).getData();
    }

    /** The profile with the primaries red and green exchanged: the names of two tags. */
    private static byte[] exchanged(byte[] profile) {
        byte[] changed = profile.clone();
        int tags = ByteBuffer.wrap(changed).getInt(128);
        for (int i = 0; i < tags; i++) {
            int name = 132 + 12 * i;
            String tag = new String(changed, name, 4, StandardCharsets.ISO_8859_1);
            changed[name] = (byte) (tag.equals("rXYZ") ? 'g' : tag.equals("gXYZ") ? 'r' : changed[name]);
        }
        return changed;
    }

    private static byte[] withProfile(Picture picture, byte[] profile) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes("name\0\0".getBytes(StandardCharsets.ISO_8859_1));
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
            deflated.write(profile);
        }
        byte[] png = PictureWriter.png(picture);
        byte[] chunk = EncodedImageFixture.chunk("iCCP", data.toByteArray());
        return EncodedImageFixture.concat(
                EncodedImageFixture.concat(Arrays.copyOf(png, 33), chunk), Arrays.copyOfRange(png, 33, png.length));
    }

    private static byte[] segment(int number, int count, byte[] part) {
        ByteBuffer segment = ByteBuffer.allocate(18 + part.length);
        segment.putShort((short) 0xffe2).putShort((short) (16 + part.length));
        segment.put("ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1));
        return segment.put((byte) number).put((byte) count).put(part).array();
    }

    private static byte[] inserted(byte[] jpeg, byte[]... segments) {
        byte[] result = Arrays.copyOf(jpeg, 2);
        for (byte[] segment : segments) {
            result = EncodedImageFixture.concat(result, segment);
        }
        return EncodedImageFixture.concat(result, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }
}
