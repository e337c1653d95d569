// The page Smile: a picture goes to the server, the answer comes back as boxes, words and maps.
import { call } from './api.js';
import { $, drawn, element, percent } from './dom.js';
import { card } from './face.js';
import { picker } from './pictures.js';

const form = $('#look');
const stage = $('.stage', form);
const word = $('#word');
const faces = $('#faces');
let asking = null;

form.addEventListener('submit', (event) => event.preventDefault());
picker(form, { taken: look, failed: refuse, pasted: true, examples: $('.picking') });

async function look(picture) {
  asking?.abort();
  const mine = (asking = new AbortController());
  $('#answer').setAttribute('aria-busy', 'true');
  say('Looking …');
  faces.replaceChildren();
  try {
    const answer = await call('/v1/classify', { method: 'POST', picture, signal: mine.signal });
    show(answer);
  } catch (problem) {
    if (problem.name !== 'AbortError') {
      refuse(problem.message);
    }
  } finally {
    if (asking === mine) {
      $('#answer').removeAttribute('aria-busy');
    }
  }
}

function refuse(words) {
  say(words, true);
  faces.replaceChildren();
}

function say(words, bad = false) {
  word.textContent = words;
  word.classList.toggle('bad', bad);
}

function show(answer) {
  const boxes = overlay(answer);
  const map = element('canvas', { class: 'layer heat', 'aria-hidden': 'true', hidden: true });
  stage.append(map, boxes);
  say(summary(answer));
  if (answer.faces.length === 0) {
    faces.replaceChildren(element('p', { class: 'notice' },
      'A face is found best when it looks at the camera, is not cut off, and is larger than a thumbnail.'));
    return;
  }
  const consent = element('input', { type: 'checkbox', id: 'consent' });
  faces.replaceChildren(
    element('label', { class: 'tick consent' }, consent,
      element('span', {}, 'When I say right or wrong, keep my picture too and learn from it, for a year at most. ',
        element('span', { class: 'muted' }, 'A receipt deletes it at any time.'))),
    ...fromTheLeft(answer).map((index, at) =>
      card(answer, index, at + 1, { map, consent, box: boxes.querySelectorAll('.box')[at] })));
}

function summary({ faces: found, attribute, label }) {
  if (found.length === 0) {
    return 'No face was found.';
  }
  if (found.length === 1) {
    return label === "can't tell" ? "One face, and the network can't tell." : `One face: ${label}, ${percent(Math.max(found[0].probability, 1 - found[0].probability))} sure.`;
  }
  const yes = found.filter((face) => face.label === attribute.replaceAll('_', ' ').toLowerCase()).length;
  return `${found.length} faces, ${yes} of them ${attribute.replaceAll('_', ' ').toLowerCase()}.`;
}

/** The faces' indices as one reads. */
const fromTheLeft = ({ faces: found }) => found.map((_, index) => index).sort((a, b) => found[a].x - found[b].x);

/** A box and a number for every face, in the picture's own pixels. */
function overlay(answer) {
  const { width, height } = answer;
  const found = fromTheLeft(answer).map((index) => answer.faces[index]);
  const unit = Math.max(width, height) / 640; // about a pixel of the screen
  return drawn('svg', { class: 'layer', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
    ...found.map((face) => drawn('rect', { class: 'box', x: face.x, y: face.y, width: face.width, height: face.height, rx: 8 * unit })),
    ...(found.length < 2 ? [] : found.map((face, index) => {
      const text = drawn('text', { class: 'box-number', x: face.x + 8 * unit, y: face.y + 28 * unit, 'font-size': 24 * unit });
      text.textContent = index + 1;
      return text;
    })));
}
