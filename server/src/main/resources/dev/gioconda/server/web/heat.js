// Where the network looked: a coarse map, laid over the picture where the face was cut out, bilinear in between.

const STOPS = [[34, 64, 160], [40, 150, 190], [250, 210, 80], [225, 60, 40]];

/** Colour and strength of a value from 0 to 1. */
function colour(value) {
  const at = Math.min(0.9999, Math.max(0, value)) * (STOPS.length - 1);
  const i = Math.floor(at);
  const mixed = STOPS[i].map((low, c) => low + (at - i) * (STOPS[i + 1][c] - low));
  return [...mixed, 235 * Math.min(1, 0.12 + value)];
}

/** Draws the map onto a canvas that covers the picture of that width and height. */
export function drawHeat(canvas, width, height, map) {
  const scale = Math.min(1, 1200 / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const small = document.createElement('canvas');
  small.width = map.columns;
  small.height = map.rows;
  const pixels = new ImageData(map.columns, map.rows);
  map.values.forEach((value, i) => pixels.data.set(colour(value), 4 * i));
  small.getContext('2d').putImageData(pixels, 0, 0);

  const [left, top, rightX, rightY, lowerX, lowerY] = map.corners.map((length) => length * scale);
  const pen = canvas.getContext('2d');
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = 'high';
  pen.setTransform(
    (rightX - left) / map.columns, (rightY - top) / map.columns,
    (lowerX - left) / map.rows, (lowerY - top) / map.rows, left, top);
  pen.drawImage(small, 0, 0);
}

/** Draws the colours from little to much. */
export function drawLegend(canvas) {
  canvas.width = 64;
  canvas.height = 1;
  const pixels = new ImageData(64, 1);
  for (let i = 0; i < 64; i++) {
    pixels.data.set(colour(i / 63), 4 * i);
  }
  canvas.getContext('2d').putImageData(pixels, 0, 0);
}
