// The page Smile: sends an image to the server and shows boxes, labels and heat maps.
import { call } from './api.js';
import { $, element } from './dom.js';
import { faceCard } from './face.js';
import { drawThumbnail, overlay, readingOrder } from './overlay.js';
import { bindPicker, clearStage } from './picker.js';

const form = $('#classify');
const stage = $('.stage', form);
const result = $('#result');
const message = $('#message');
const faces = $('#faces');
let pending = null;

form.addEventListener('submit', (event) => event.preventDefault());
bindPicker(form, { onImage: classify, onError: showError, acceptPaste: true, examples: $('.examples') });

async function classify(image) {
  pending?.abort();
  const mine = (pending = new AbortController());
  result.setAttribute('aria-busy', 'true');
  $('#error').textContent = '';
  message.textContent = 'Classifying …';
  faces.replaceChildren();
  showStage();
  try {
    render(await call('/v1/classify', { method: 'POST', image, signal: mine.signal }));
  } catch (error) {
    if (error.name !== 'AbortError') {
      showError(error.message);
    }
  } finally {
    if (pending === mine) {
      result.removeAttribute('aria-busy');
    }
  }
}

/** Shows an error instead of the image and its result. */
function showError(text) {
  pending?.abort();
  clearStage(stage);
  faces.replaceChildren();
  message.textContent = '';
  $('#error').textContent = text;
  showStage();
}

/** Scrolls up to the image, below which the result is, as after a click on an example. */
function showStage() {
  if (stage.getBoundingClientRect().top < 0) {
    stage.scrollIntoView();
  }
}

function render(answer) {
  const order = readingOrder(answer);
  const boxes = overlay(answer, order);
  const map = element('canvas', { class: 'layer heat', 'aria-hidden': 'true', hidden: true });
  const photo = $('.shown', stage);
  stage.append(map, boxes);
  message.textContent = summary(answer);
  if (order.length === 0) {
    faces.replaceChildren(element('p', { class: 'notice' },
      'Detection works best for a frontal face that is not cut off and is larger than a thumbnail.'));
    return;
  }
  const consent = element('input', { type: 'checkbox', id: 'consent' });
  const consentLabel = element('label', { class: 'tick consent' }, consent,
    element('span', {}, `Store my image with my feedback and use it for training, for at most ${result.dataset.feedbackDays} days. `,
      element('span', { class: 'muted' }, 'The receipt deletes both.')));
  const single = order.length === 1;
  const cards = order.map((index, position) => faceCard(answer, index, position + 1, {
    map,
    consent,
    consentLabel: single ? consentLabel : null,
    box: boxes.querySelectorAll('.box')[position],
    thumbnail: single ? null : drawThumbnail(photo, answer, answer.faces[index]),
  }));
  faces.replaceChildren(...(single ? [] : [consentLabel]), ...cards);
}

/** The same sentence as `ShownResult` of the server. */
function summary({ faces: found, attribute }) {
  if (found.length === 0) {
    return 'No face was found.';
  }
  if (found.length === 1) {
    const label = found[0].label;
    return label === "can't tell" ? 'One face: the classifier is uncertain.' : `One face: ${label}.`;
  }
  const words = attribute.replaceAll('_', ' ').toLowerCase();
  const positive = found.filter((face) => face.label === words).length;
  return `${found.length} faces, ${positive} of them ${words}.`;
}
