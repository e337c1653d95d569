// Boxes and labels over a classified image, and thumbnails of its faces; `ShownFace` of the server computes the same.
import { capitalize, element, svgElement } from './dom.js';

const CHARACTER_WIDTH = 0.58; // of a bold font's size
const REFERENCE_SIDE = 640; // of the image on the page, about
const THUMBNAIL_SIDE = 112; // pixels; twice that of the page
const THUMBNAIL_MARGIN = 1.3; // side of a thumbnail in sides of the box

/**
 * The indices of the faces row by row, each from left to right. A face is in the row of a higher one if its center is at most 60 % of that
 * one's height lower.
 */
export function readingOrder({ faces }) {
  const centerY = (index) => faces[index].y + faces[index].height / 2;
  const rows = [];
  for (const index of faces.map((_, i) => i).sort((a, b) => centerY(a) - centerY(b))) {
    const first = rows.at(-1)?.[0];
    if (first === undefined || centerY(index) > centerY(first) + 0.6 * faces[first].height) {
      rows.push([index]);
    } else {
      rows.at(-1).push(index);
    }
  }
  return rows.flatMap((row) => row.sort((a, b) => faces[a].x - faces[b].x));
}

/** A box and a label for each face, in pixels of the image. */
export function overlay(answer, order) {
  const found = order.map((index) => answer.faces[index]);
  return svgElement('svg', { class: 'layer', viewBox: `0 0 ${answer.width} ${answer.height}`, 'aria-hidden': 'true' },
    ...found.map(({ x, y, width, height }) => svgElement('rect', { class: 'box', x, y, width, height, rx: Math.floor(width / 20) })),
    ...found.map((face, index) => label(answer, face, index + 1)));
}

/** The number and the label of a face if there is room for them, otherwise the number; within the image. */
function label({ width, height, faces }, face, number) {
  const unit = Math.max(width, height) / REFERENCE_SIDE;
  const single = faces.length === 1;
  const full = (single ? 34 : 26) * unit;
  const words = `${single ? '' : `${number} `}${capitalize(face.label)}`;
  const fitting = single ? full : Math.min(full, (1.4 * face.width) / (CHARACTER_WIDTH * words.length));
  const room = fitting >= 14 * unit;
  const text = room ? words : `${number}`;
  const size = room ? fitting : full;
  const x = Math.max(4 * unit, Math.min(face.x, width - CHARACTER_WIDTH * size * text.length));
  const above = face.y - 8 * unit;
  const target = svgElement('text', { class: 'box-label', x, y: above >= size ? above : face.y + size + 4 * unit, 'font-size': size });
  target.textContent = text;
  return target;
}

/** A canvas that shows the part of the image around a face, a square within the image. */
export function drawThumbnail(photo, answer, face) {
  const canvas = element('canvas', { class: 'thumbnail', width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, 'aria-hidden': 'true' });
  const draw = () => {
    const scale = photo.naturalWidth / answer.width;
    const side = Math.min(scale * THUMBNAIL_MARGIN * Math.max(face.width, face.height), photo.naturalWidth, photo.naturalHeight);
    const left = scale * (face.x + face.width / 2) - side / 2;
    const top = scale * (face.y + face.height / 2) - side / 2;
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(photo,
      Math.max(0, Math.min(left, photo.naturalWidth - side)), Math.max(0, Math.min(top, photo.naturalHeight - side)), side, side,
      0, 0, THUMBNAIL_SIDE, THUMBNAIL_SIDE);
  };
  if (photo.complete) {
    draw();
  } else {
    photo.addEventListener('load', draw);
  }
  return canvas;
}
