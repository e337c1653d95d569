// Draws a coarse Grad-CAM map over the image, at the position of the face crop, with bilinear interpolation.

const STOPS = [[34, 64, 160], [40, 150, 190], [250, 210, 80], [225, 60, 40]]; // RGB

/** RGBA of a value from 0 to 1. */
function color(value) {
  const position = Math.min(0.9999, Math.max(0, value)) * (STOPS.length - 1);
  const i = Math.floor(position);
  const rgb = STOPS[i].map((low, c) => low + (position - i) * (STOPS[i + 1][c] - low));
  return [...rgb, 235 * Math.min(1, 0.12 + value)];
}

/** Draws the map onto a canvas that covers an image of this width and height. */
export function drawHeatMap(canvas, width, height, map) {
  const scale = Math.min(1, 1200 / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const small = document.createElement('canvas');
  small.width = map.columns;
  small.height = map.rows;
  const pixels = new ImageData(map.columns, map.rows);
  map.values.forEach((value, i) => pixels.data.set(color(value), 4 * i));
  small.getContext('2d').putImageData(pixels, 0, 0);

  const [left, top, rightX, rightY, lowerX, lowerY] = map.corners.map((length) => length * scale);
  const context = canvas.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.setTransform(
    (rightX - left) / map.columns, (rightY - top) / map.columns,
    (lowerX - left) / map.rows, (lowerY - top) / map.rows, left, top);
  context.drawImage(small, 0, 0);
}

/** Draws the color scale from low to high. */
export function drawLegend(canvas) {
  canvas.width = 64;
  canvas.height = 1;
  const pixels = new ImageData(64, 1);
  for (let i = 0; i < 64; i++) {
    pixels.data.set(color(i / 63), 4 * i);
  }
  canvas.getContext('2d').putImageData(pixels, 0, 0);
}
