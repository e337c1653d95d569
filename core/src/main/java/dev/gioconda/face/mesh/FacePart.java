package dev.gioconda.face.mesh;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A part of a face as a closed line through points of the mesh. Right and left are the person's. */
public enum FacePart {
    /** The outer border of the lips; the mouth between them is included. */
    LIPS("61 185 40 39 37 0 267 269 270 409 291 375 321 405 314 17 84 181 91 146"),
    /** The right eye between its lids. */
    RIGHT_EYE("33 7 163 144 145 153 154 155 133 173 157 158 159 160 161 246"),
    /** The left eye between its lids. */
    LEFT_EYE("263 249 390 373 374 380 381 382 362 398 384 385 386 387 388 466"),
    /** The right brow. */
    RIGHT_BROW("46 53 52 65 55 107 66 105 63 70"),
    /** The left brow. */
    LEFT_BROW("276 283 282 295 285 336 296 334 293 300"),
    /** The outline of the face from the forehead to the chin. */
    OVAL("10 338 297 332 284 251 389 356 454 323 361 288 397 365 379 378 400 377 "
            + "152 148 176 149 150 136 172 58 132 93 234 127 162 21 54 103 67 109");

    private final String points;

    FacePart(String points) {
        this.points = points;
    }

    /** The indices of its points in the mesh, around the part. */
    List<Integer> points() {
        return Arrays.stream(points.split(" ", -1)).map(Integer::valueOf).toList();
    }

    /** The name in results, such as {@code rightEye}. */
    public String key() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
        return words.length == 1
                ? words[0]
                : words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
    }
}
