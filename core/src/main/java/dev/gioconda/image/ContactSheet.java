package dev.gioconda.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A grid of thumbnails on white, each with a caption below. */
public final class ContactSheet {

    private static final int MARGIN = 8;
    private static final int CAPTION = BitmapFont.HEIGHT + 6;
    private static final byte INK = 40;

    private final int side;
    private final List<Cell> cells = new ArrayList<>();

    private record Cell(Picture picture, String caption) {}

    /** @param side the longest side of a cell, in pixels, 1 or more; larger pictures are shrunk */
    public ContactSheet(int side) {
        if (side < 1) {
            throw new IllegalArgumentException("The side of a cell is %d pixels; expected 1 or more.".formatted(side));
        }
        this.side = side;
    }

    /** Adds a picture. A caption is clipped at the edge of its cell. */
    public void add(Picture picture, String caption) {
        cells.add(new Cell(Resampler.fit(picture, side), caption));
    }

    /**
     * Draws the sheet; cells are as large as the largest picture.
     *
     * @param columns 1 or more
     */
    public Picture render(int columns) {
        if (cells.isEmpty() || columns < 1) {
            throw new IllegalArgumentException("A sheet of %d pictures in %d columns; expected 1 or more of each."
                    .formatted(cells.size(), columns));
        }
        int cellWidth =
                cells.stream().mapToInt(cell -> cell.picture().width()).max().orElseThrow();
        int cellHeight =
                cells.stream().mapToInt(cell -> cell.picture().height()).max().orElseThrow();
        int columnCount = Math.min(columns, cells.size());
        int rows = (cells.size() + columnCount - 1) / columnCount;
        int width = MARGIN + columnCount * (cellWidth + MARGIN);
        int height = MARGIN + rows * (cellHeight + CAPTION + MARGIN);
        byte[] rgb = new byte[width * height * 3];
        Arrays.fill(rgb, (byte) 255);
        for (int i = 0; i < cells.size(); i++) {
            int left = MARGIN + i % columnCount * (cellWidth + MARGIN);
            int top = MARGIN + i / columnCount * (cellHeight + CAPTION + MARGIN);
            draw(cells.get(i), left, top, cellWidth, cellHeight, width, rgb);
        }
        return new Picture(width, height, rgb);
    }

    private static void draw(Cell cell, int left, int top, int cellWidth, int cellHeight, int width, byte[] rgb) {
        Picture picture = cell.picture();
        for (int y = 0; y < picture.height(); y++) {
            int row = picture.width() * 3;
            System.arraycopy(picture.rgb(), y * row, rgb, ((top + y) * width + left) * 3, row);
        }
        int captionTop = top + cellHeight + 4;
        for (int y = 0; y < BitmapFont.HEIGHT; y++) {
            for (int x = 0; x < cellWidth; x++) {
                if (BitmapFont.isInked(cell.caption(), x, y)) {
                    int offset = ((captionTop + y) * width + left + x) * 3;
                    Arrays.fill(rgb, offset, offset + 3, INK);
                }
            }
        }
    }
}
