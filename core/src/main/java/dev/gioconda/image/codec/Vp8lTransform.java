package dev.gioconda.image.codec;

/** A transform of a lossless WebP picture (RFC 9649, section 3.5), undone after its pixels have been read. */
sealed interface Vp8lTransform {
    /** Columns of the picture as coded, which a palette reduces. */
    int codedColumns();

    /** The pixels before the transform; those given may be changed. */
    int[] undo(int[] pixels, int rows);

    /** The sum of each channel, modulo 256. */
    static int sum(int a, int b) {
        int alphaGreen = (a & 0xff00ff00) + (b & 0xff00ff00);
        int redBlue = (a & 0x00ff00ff) + (b & 0x00ff00ff);
        return (alphaGreen & 0xff00ff00) | (redBlue & 0x00ff00ff);
    }

    /** Red and blue were stored as differences to green. */
    record GreenSubtraction(int codedColumns) implements Vp8lTransform {
        @Override
        public int[] undo(int[] pixels, int rows) {
            for (int i = 0; i < pixels.length; i++) {
                int green = pixels[i] >> 8 & 0xff;
                pixels[i] = sum(pixels[i], green << 16 | green);
            }
            return pixels;
        }
    }

    /** Red and blue were stored as differences to multiples of green and red, which each block chooses. */
    record ColorCorrelation(int codedColumns, int shift, int[] blocks) implements Vp8lTransform {
        @Override
        public int[] undo(int[] pixels, int rows) {
            int blocksPerRow = Vp8lPicture.blocks(codedColumns, shift);
            for (int y = 0, i = 0; y < rows; y++) {
                for (int x = 0; x < codedColumns; x++, i++) {
                    int block = blocks[(y >> shift) * blocksPerRow + (x >> shift)];
                    int green = pixels[i] >> 8;
                    int red = ((pixels[i] >> 16) + product(block, green)) & 0xff;
                    int blue = (pixels[i] + product(block >> 8, green) + product(block >> 16, red)) & 0xff;
                    pixels[i] = (pixels[i] & 0xff00ff00) | red << 16 | blue;
                }
            }
            return pixels;
        }

        private static int product(int factor, int channel) {
            return ((byte) factor * (byte) channel) >> 5;
        }
    }

    /** Pixels were stored as indices, several to a pixel if there are few colors. */
    record Palette(int columns, int[] colors) implements Vp8lTransform {
        @Override
        public int codedColumns() {
            return Vp8lPicture.blocks(columns, packing());
        }

        private int packing() {
            if (colors.length > 16) {
                return 0;
            }
            return colors.length > 4 ? 1 : colors.length > 2 ? 2 : 3;
        }

        @Override
        public int[] undo(int[] pixels, int rows) {
            int packing = packing();
            int indexBits = 8 >> packing;
            int coded = codedColumns();
            int[] unpacked = new int[columns * rows];
            for (int y = 0, i = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++, i++) {
                    int packed = pixels[y * coded + (x >> packing)] >> 8 & 0xff;
                    int index = (packed >> ((x & ((1 << packing) - 1)) * indexBits)) & ((1 << indexBits) - 1);
                    unpacked[i] = index < colors.length ? colors[index] : 0;
                }
            }
            return unpacked;
        }
    }

    /** Pixels were stored as differences to a prediction from pixels before them, which each block chooses. */
    record Prediction(int codedColumns, int shift, int[] blocks) implements Vp8lTransform {
        private static final int BLACK = 0xff000000;

        @Override
        public int[] undo(int[] pixels, int rows) {
            int blocksPerRow = Vp8lPicture.blocks(codedColumns, shift);
            pixels[0] = sum(pixels[0], BLACK);
            for (int x = 1; x < codedColumns; x++) {
                pixels[x] = sum(pixels[x], pixels[x - 1]);
            }
            for (int y = 1, i = codedColumns; y < rows; y++) {
                pixels[i] = sum(pixels[i], pixels[i - codedColumns]);
                i++;
                for (int x = 1; x < codedColumns; x++, i++) {
                    int mode = blocks[(y >> shift) * blocksPerRow + (x >> shift)] >> 8 & 0xf;
                    pixels[i] = sum(pixels[i], predicted(mode, pixels, i));
                }
            }
            return pixels;
        }

        private int predicted(int mode, int[] pixels, int i) {
            int left = pixels[i - 1];
            int topLeft = pixels[i - codedColumns - 1];
            int top = pixels[i - codedColumns];
            int topRight = pixels[i - codedColumns + 1]; // of the last column: the first pixel of the row
            return switch (mode) {
                case 1 -> left;
                case 2 -> top;
                case 3 -> topRight;
                case 4 -> topLeft;
                case 5 -> mean(mean(left, topRight), top);
                case 6 -> mean(left, topLeft);
                case 7 -> mean(left, top);
                case 8 -> mean(topLeft, top);
                case 9 -> mean(top, topRight);
                case 10 -> mean(mean(left, topLeft), mean(top, topRight));
                case 11 -> nearer(left, top, topLeft);
                case 12 -> gradient(left, top, topLeft);
                case 13 -> halfGradient(mean(left, top), topLeft);
                default -> BLACK;
            };
        }

        private static int mean(int a, int b) {
            return (a & b) + ((a ^ b) >>> 1 & 0x7f7f7f7f);
        }

        /** The left or the top pixel, whichever is nearer to left + top - topLeft. */
        private static int nearer(int left, int top, int topLeft) {
            int fromLeft = 0;
            int fromTop = 0;
            for (int c = 0; c < 32; c += 8) {
                fromLeft += Math.abs((top >> c & 0xff) - (topLeft >> c & 0xff));
                fromTop += Math.abs((left >> c & 0xff) - (topLeft >> c & 0xff));
            }
            return fromLeft < fromTop ? left : top;
        }

        private static int gradient(int left, int top, int topLeft) {
            int sum = 0;
            for (int c = 0; c < 32; c += 8) {
                sum |= clamped((left >> c & 0xff) + (top >> c & 0xff) - (topLeft >> c & 0xff)) << c;
            }
            return sum;
        }

        private static int halfGradient(int mean, int topLeft) {
            int sum = 0;
            for (int c = 0; c < 32; c += 8) {
                int level = mean >> c & 0xff;
                sum |= clamped(level + (level - (topLeft >> c & 0xff)) / 2) << c;
            }
            return sum;
        }

        private static int clamped(int level) {
            return Math.max(0, Math.min(255, level));
        }
    }
}
