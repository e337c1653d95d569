// The page Smile: sends an image to the server and shows boxes, labels and heat maps.
import { call } from './api.js';
import { $, element, percent, svgElement } from './dom.js';
import { faceCard } from './face.js';
import { bindPicker } from './picker.js';

const form = $('#classify');
const stage = $('.stage', form);
const message = $('#message');
const faces = $('#faces');
let pending = null;

form.addEventListener('submit', (event) => event.preventDefault());
bindPicker(form, { onImage: classify, onError: showError, acceptPaste: true, examples: $('.input') });

async function classify(image) {
  pending?.abort();
  const mine = (pending = new AbortController());
  $('#result').setAttribute('aria-busy', 'true');
  setMessage('Classifying …');
  faces.replaceChildren();
  try {
    render(await call('/v1/classify', { method: 'POST', image, signal: mine.signal }));
  } catch (error) {
    if (error.name !== 'AbortError') {
      showError(error.message);
    }
  } finally {
    if (pending === mine) {
      $('#result').removeAttribute('aria-busy');
    }
  }
}

function showError(text) {
  setMessage(text, true);
  faces.replaceChildren();
}

function setMessage(text, bad = false) {
  message.textContent = text;
  message.classList.toggle('bad', bad);
}

function render(answer) {
  const boxes = overlay(answer);
  const map = element('canvas', { class: 'layer heat', 'aria-hidden': 'true', hidden: true });
  stage.append(map, boxes);
  setMessage(summary(answer));
  if (answer.faces.length === 0) {
    faces.replaceChildren(element('p', { class: 'notice' },
      'Detection works best for a frontal face that is not cut off and is larger than a thumbnail.'));
    return;
  }
  const consent = element('input', { type: 'checkbox', id: 'consent' });
  faces.replaceChildren(
    element('label', { class: 'tick consent' }, consent,
      element('span', {}, 'With my feedback, store my image and use it for training, for at most one year. ',
        element('span', { class: 'muted' }, 'A receipt lets you delete both at any time.'))),
    ...leftToRight(answer).map((index, position) =>
      faceCard(answer, index, position + 1, { map, consent, box: boxes.querySelectorAll('.box')[position] })));
}

function summary({ faces: found, attribute, label }) {
  if (found.length === 0) {
    return 'No face was found.';
  }
  if (found.length === 1) {
    return label === "can't tell" ? 'One face: the classifier is uncertain.' : `One face: ${label}, ${percent(Math.max(found[0].probability, 1 - found[0].probability))} sure.`;
  }
  const positive = found.filter((face) => face.label === attribute.replaceAll('_', ' ').toLowerCase()).length;
  return `${found.length} faces, ${positive} of them ${attribute.replaceAll('_', ' ').toLowerCase()}.`;
}

/** The indices of the faces, from left to right. */
const leftToRight = ({ faces: found }) => found.map((_, index) => index).sort((a, b) => found[a].x - found[b].x);

/** A box for each face, and a number if there are several, in pixels of the image. */
function overlay(answer) {
  const { width, height } = answer;
  const found = leftToRight(answer).map((index) => answer.faces[index]);
  const unit = Math.max(width, height) / 640; // about one pixel of the screen
  return svgElement('svg', { class: 'layer', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    ...found.map((face) => svgElement('rect', { class: 'box', x: face.x, y: face.y, width: face.width, height: face.height, rx: 8 * unit })),
    ...(found.length < 2 ? [] : found.map((face, index) => {
      const text = svgElement('text', { class: 'box-number', x: face.x + 8 * unit, y: face.y + 28 * unit, 'font-size': 24 * unit });
      text.textContent = index + 1;
      return text;
    })));
}
